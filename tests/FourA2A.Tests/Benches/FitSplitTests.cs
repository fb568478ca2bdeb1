using FourA2A.Bench.Fits;

namespace FourA2A.Tests.Benches;

/// <summary>What <c>bench fit</c> does.</summary>
public sealed class FitSplitTests
{
    [Fact]
    public void OnProcessor_SplitsTheWholeTime()
    {
        using var folder = new TempFolder();
        var pair = FitPair.Write(folder.Path, 2);
        var split = FitSplit.OnProcessor(pair);
        Assert.InRange(pair.Bytes, 5 * 2 * 44_100, (5 * 2 * 44_100) + 500);
        Assert.True(split.Evaluations > 0);
        Assert.True(split.Uploads > 0);
        Assert.True(split.Host > 0);
        Assert.Equal(split.Seconds, split.Evaluations + split.Uploads + split.Host, 9);
    }
}
