using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class HardwareOnePoleScanLengthTests(HardwareCard card, ITestOutputHelper output)
    : OnePoleScanLengthTests(card, output, [1, 3, 16, 17]), IClassFixture<HardwareCard>;
