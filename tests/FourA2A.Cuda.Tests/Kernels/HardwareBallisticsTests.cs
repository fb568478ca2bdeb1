using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class HardwareBallisticsTests(HardwareCard card, ITestOutputHelper output) : BallisticsTests(card, output), IClassFixture<HardwareCard>;
