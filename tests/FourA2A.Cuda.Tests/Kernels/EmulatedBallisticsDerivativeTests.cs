using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class EmulatedBallisticsDerivativeTests(EmulatedCardFixture card, ITestOutputHelper output) : BallisticsDerivativeTests(card, output), IClassFixture<EmulatedCardFixture>;
