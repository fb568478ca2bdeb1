using FourA2A.Bench.Comparing;
using FourA2A.Bench.Rows;

namespace FourA2A.Tests.Benches.Comparing;

/// <summary>What <c>compare-proof</c> counts.</summary>
public sealed class CompareProofTests
{
    [Fact]
    public void Run_ABenchThatSlowsDownWhereItIsTold_IsFoundInEachTry()
    {
        var outcomes = CompareProof.Run(3, Measure(1.1));
        Assert.All(outcomes, outcome => Assert.True(outcome.IsSame && outcome.IsFound && outcome.FalseAlarms == 0));
        Assert.Equal(SyntheticRun.Rows[..3], outcomes.Select(outcome => outcome.PlantedRow));
    }

    [Fact]
    public void Run_ABenchThatDoesNotSlowDown_IsNotFound()
        => Assert.All(CompareProof.Run(3, Measure(1)), outcome => Assert.True(outcome.IsSame && !outcome.IsFound));

    [Fact]
    public void Run_ABenchThatIsNeverTheSame_IsNoticed()
    {
        var run = 0;
        Assert.All(CompareProof.Run(3, _ => new SyntheticRun(run).Result(_ => Math.Pow(1.5, run++))), outcome => Assert.False(outcome.IsSame));
    }

    private static Func<RowKey?, ResultFile> Measure(double factor)
    {
        var seed = 0;
        return planted => new SyntheticRun(seed++).Result(row => row == planted ? factor : 1);
    }
}
