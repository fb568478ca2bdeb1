using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class EmulatedLossKernelTests(EmulatedCardFixture card, ITestOutputHelper output) : LossKernelTests(card, output), IClassFixture<EmulatedCardFixture>;
