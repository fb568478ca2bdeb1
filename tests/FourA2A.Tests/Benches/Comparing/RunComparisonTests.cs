using FourA2A.Bench.Comparing;
using FourA2A.Bench.Rows;

namespace FourA2A.Tests.Benches.Comparing;

/// <summary>Verdicts on runs whose truth is known.</summary>
public sealed class RunComparisonTests
{
    private const int Tries = 1000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_RunsOfOneBuild_AreTheSame(bool busy)
    {
        for (var seed = 0; seed < Tries; seed++)
        {
            var comparison = Compare(seed, busy, _ => 1);
            Assert.True(comparison.Verdict == Verdict.Same, $"seed {seed}: {comparison.Rows.MaxBy(row => row.Verdict)}");
        }
    }

    [Theory]
    [InlineData(1.1, "Slower", false)]
    [InlineData(1.1, "Slower", true)]
    [InlineData(1 / 1.1, "Faster", false)]
    [InlineData(1 / 1.1, "Faster", true)]
    public void Of_OneRowATenthOff_NamesThatRow(double factor, string verdict, bool busy)
    {
        var found = 0;
        for (var seed = 0; seed < Tries; seed++)
        {
            var changed = SyntheticRun.Rows[seed % SyntheticRun.Rows.Length];
            var comparison = Compare(seed, busy, row => row == changed ? factor : 1);
            var different = comparison.Rows.Where(row => row.Verdict != Verdict.Same).ToArray();
            found += different is [var only] && only.Row == changed && only.Verdict == Enum.Parse<Verdict>(verdict) && comparison.Verdict == only.Verdict ? 1 : 0;
        }

        // The margin of 20 rows is 7 to 8 %, a run is off by 1 % now and then.
        Assert.InRange(found, 0.97 * Tries, Tries);
    }

    [Fact]
    public void Of_AllRowsATenthSlower_AreAllSlower()
    {
        var comparison = Compare(1, busy: false, _ => 1.1);
        Assert.All(comparison.Rows, row => Assert.Equal(Verdict.Slower, row.Verdict));
    }

    [Fact]
    public void Of_FasterAndSlowerRows_IsSlower()
        => Assert.Equal(Verdict.Slower, Compare(1, busy: false, row => Array.IndexOf(SyntheticRun.Rows, row) == 0 ? 1.2 : 0.8).Verdict);

    [Fact]
    public void Of_ASlowerClock_IsTheSame()
    {
        var slow = new SyntheticRun(2) { ClockGigahertz = 3.6 / 1.2 }.Result(_ => 1.2);
        Assert.Equal(Verdict.Same, RunComparison.Of(new SyntheticRun(1).Result(), slow).Verdict);
        Assert.Equal(Verdict.Slower, RunComparison.Of(new SyntheticRun(1).Result(), slow with { ClockGigahertz = null }).Verdict);
    }

    [Fact]
    public void Of_TooFewTimes_IsTheSameWithAnInfiniteMargin()
    {
        var comparison = RunComparison.Of(new SyntheticRun(1) { Times = RunLevel.Fewest - 1 }.Result(), new SyntheticRun(2).Result(_ => 2));
        Assert.All(comparison.Rows, row => Assert.Equal((Verdict.Same, double.PositiveInfinity), (row.Verdict, row.Margin)));
    }

    [Fact]
    public void Of_EqualTimes_AreTheSame()
    {
        var run = new SyntheticRun(1).Result();
        var constant = run with { Rows = run.Rows.ToDictionary(row => row.Key, _ => Enumerable.Repeat(1.0, 20).ToArray()) };
        Assert.Equal(Verdict.Same, RunComparison.Of(constant, constant).Verdict);
    }

    [Fact]
    public void Of_DifferentRows_ListsThoseThatOneLacks()
    {
        var run = new SyntheticRun(1).Result();
        var (first, last) = (SyntheticRun.Rows[0], SyntheticRun.Rows[^1]);
        var comparison = RunComparison.Of(Without(run, first), Without(run, last));
        Assert.Equal(SyntheticRun.Rows.Length - 2, comparison.Rows.Count);
        Assert.Equal([last], comparison.OnlyInFirst);
        Assert.Equal([first], comparison.OnlyInSecond);

        static ResultFile Without(ResultFile file, RowKey key)
            => file with { Rows = file.Rows.Where(row => row.Key != key).ToDictionary(row => row.Key, row => row.Value) };
    }

    private static RunComparison Compare(int seed, bool busy, Func<RowKey, double> factor)
        => RunComparison.Of(new SyntheticRun(2 * seed) { IsBusy = busy }.Result(), new SyntheticRun((2 * seed) + 1) { IsBusy = busy }.Result(factor));
}
