using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class HardwarePreEmphasisFilterTests(HardwareCard card, ITestOutputHelper output) : PreEmphasisFilterTests(card, output), IClassFixture<HardwareCard>;
