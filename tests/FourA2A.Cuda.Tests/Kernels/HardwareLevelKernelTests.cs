using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class HardwareLevelKernelTests(HardwareCard card, ITestOutputHelper output) : LevelKernelTests(card, output), IClassFixture<HardwareCard>;
