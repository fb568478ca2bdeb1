using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class EmulatedPreEmphasisFilterTests(EmulatedCardFixture card, ITestOutputHelper output) : PreEmphasisFilterTests(card, output), IClassFixture<EmulatedCardFixture>;
