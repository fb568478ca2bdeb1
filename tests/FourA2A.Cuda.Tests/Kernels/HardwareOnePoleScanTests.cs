using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class HardwareOnePoleScanTests(HardwareCard card, ITestOutputHelper output) : OnePoleScanTests(card, output), IClassFixture<HardwareCard>;
