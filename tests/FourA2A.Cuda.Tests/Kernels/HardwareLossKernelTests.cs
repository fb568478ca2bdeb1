using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class HardwareLossKernelTests(HardwareCard card, ITestOutputHelper output) : LossKernelTests(card, output), IClassFixture<HardwareCard>;
