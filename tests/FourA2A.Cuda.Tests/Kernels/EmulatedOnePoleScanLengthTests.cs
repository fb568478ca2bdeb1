using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

// More chunks would take minutes; the lengths around edges have them.
public sealed class EmulatedOnePoleScanLengthTests(EmulatedCardFixture card, ITestOutputHelper output)
    : OnePoleScanLengthTests(card, output, [1]), IClassFixture<EmulatedCardFixture>;
