using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class EmulatedBallisticsTests(EmulatedCardFixture card, ITestOutputHelper output) : BallisticsTests(card, output), IClassFixture<EmulatedCardFixture>;
