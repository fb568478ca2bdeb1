using FourA2A.ApproximateBallistics;

namespace FourA2A.Tests.ApproximateBallistics;

public sealed class PassagesTests
{
    // + above the threshold, - below, = at it; A attack, S smoothing, R release, . none.
    [Theory]
    [InlineData("", 2, 3, "")]
    [InlineData("----", 2, 3, "....")]
    [InlineData("++++", 2, 3, "AASS")]
    [InlineData("-++++------", 2, 3, ".AASSRRR...")]
    [InlineData("-++++------", 2.01, 2.99, ".AAASRRR...")]
    [InlineData("-++++------", 0.3, 0.3, ".ASSSR.....")]
    [InlineData("-+-+-+--", 2, 3, ".ARARARR")]
    [InlineData("++-++++-", 3, 3, "AARAAASR")]
    [InlineData("=++==", 1, 9, ".ASRR")]
    [InlineData("++++----", 1e9, 1e9, "AAAARRRR")]
    public void Find_CutsAtEdges(string levels, double attackFrames, double releaseFrames, string expected)
    {
        double[] decibels = [.. levels.Select(sign => sign switch { '+' => -19.9, '=' => -20, _ => -20.1 })];
        var found = Passages.Find(decibels, -20, attackFrames, releaseFrames);
        Assert.Equal(expected, string.Concat(found.Select(passage => passage == PassageKind.None ? '.' : passage.ToString()[0])));
    }

    [Fact]
    public void Find_IsTheDefinition()
    {
        var random = new Random(1);
        for (var round = 0; round < 20; round++)
        {
            var levels = ApproximateSignals.Numbers(random, 200);
            var (attack, release) = (0.1 + (8 * random.NextDouble()), 0.1 + (8 * random.NextDouble()));
            var found = Passages.Find(levels, 0.3, attack, release);
            for (var k = 0; k < levels.Length; k++)
            {
                var masks = ReferenceApproximateCompressor.Masks(levels, 0.3, attack, release, k);
                Assert.Equal((found[k] == PassageKind.Attack, found[k] == PassageKind.Release, found[k] == PassageKind.Smoothing), masks);
            }
        }
    }
}
