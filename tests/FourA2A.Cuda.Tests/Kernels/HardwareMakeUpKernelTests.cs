using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class HardwareMakeUpKernelTests(HardwareCard card, ITestOutputHelper output) : MakeUpKernelTests(card, output), IClassFixture<HardwareCard>;
