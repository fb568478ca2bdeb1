using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class EmulatedOnePoleScanTests(EmulatedCardFixture card, ITestOutputHelper output) : OnePoleScanTests(card, output), IClassFixture<EmulatedCardFixture>;
