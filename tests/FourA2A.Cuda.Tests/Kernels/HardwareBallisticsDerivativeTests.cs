using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class HardwareBallisticsDerivativeTests(HardwareCard card, ITestOutputHelper output) : BallisticsDerivativeTests(card, output), IClassFixture<HardwareCard>;
