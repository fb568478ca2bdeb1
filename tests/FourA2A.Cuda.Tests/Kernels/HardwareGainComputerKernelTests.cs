using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class HardwareGainComputerKernelTests(HardwareCard card, ITestOutputHelper output) : GainComputerKernelTests(card, output), IClassFixture<HardwareCard>;
