using FourA2A.Compressor;
using FourA2A.Differentiation;
using FourA2A.Differentiation.Host;
using FourA2A.Newton;
using FourA2A.Tests.Engines;

namespace FourA2A.Tests.Differentiation;

/// <summary>
/// What each strategy costs, and that it costs what its documentation says.
/// </summary>
public sealed class StagedHessianTests
{
    [Theory]
    [InlineData(HessianKind.ReverseOverReverse, 16, 4, 20, 0, 0, 1, 5, 0, 15)]
    [InlineData(HessianKind.ForwardOverReverse, 16, 4, 20, 0, 0, 1, 5, 0, 29)]
    [InlineData(HessianKind.ReverseOverForward, 16, 20, 16, 0, 5, 5, 5, 0, 25)]
    [InlineData(HessianKind.ForwardOverForward, 16, 0, 0, 43, 5, 0, 0, 15, 23)]
    public void Evaluate_RunsTheRulesAndRentsTheArraysOfItsTable(
        HessianKind kind, int jvp, int vjp, int jvpOfVjp, int jvpOfJvp, int lossJvp, int lossVjp, int lossJvpOfVjp, int lossJvpOfJvp, int arrays)
    {
        var (chain, _) = Run(kind);
        Assert.Equal(chain.Stages.Length, chain.Runs[Rule.Forward]);
        Assert.Equal(1, chain.Runs[Rule.LossForward]);
        Assert.Equal(
            [jvp, vjp, jvpOfVjp, jvpOfJvp],
            [chain.Runs[Rule.Jvp], chain.Runs[Rule.Vjp], chain.Runs[Rule.JvpOfVjp], chain.Runs[Rule.JvpOfJvp]]);
        Assert.Equal(
            [lossJvp, lossVjp, lossJvpOfVjp, lossJvpOfJvp],
            [chain.Runs[Rule.LossJvp], chain.Runs[Rule.LossVjp], chain.Runs[Rule.LossJvpOfVjp], chain.Runs[Rule.LossJvpOfJvp]]);
        Assert.Equal(arrays, chain.MostRented);
        Assert.Equal(0, chain.Rented);
    }

    [Fact]
    public void Evaluate_CostsAreTheFormulas()
    {
        var stages = Run(HessianKind.ReverseOverReverse).Chain.Stages;
        var s = stages.Length;
        int[] owners = [.. CoreParameters.Names.Select((_, i) => stages.ToList().FindIndex(stage => stage.Parameters.Contains(i)))];
        var c = owners.Length;
        var reached = s - owners.Min();
        var tangents = owners.Sum(owner => s - owner);
        var pairs = owners.SelectMany((first, i) => owners[i..].Select(second => s - int.Max(first, second))).Sum();

        AssertCosts(HessianKind.ReverseOverReverse, tangents, reached, c * reached, 0, s + (2 * reached) + 2);
        AssertCosts(HessianKind.ForwardOverReverse, tangents, reached, c * reached, 0, s + tangents + c + 3);
        AssertCosts(HessianKind.ReverseOverForward, tangents, tangents + ((c * reached) - tangents), tangents, 0, s + tangents + 4);
        AssertCosts(HessianKind.ForwardOverForward, tangents, 0, 0, pairs, s + tangents + 2);

        static void AssertCosts(HessianKind kind, int jvp, int vjp, int jvpOfVjp, int jvpOfJvp, int arrays)
        {
            var (chain, _) = Run(kind);
            Assert.Equal(
                [jvp, vjp, jvpOfVjp, jvpOfJvp, arrays],
                [chain.Runs[Rule.Jvp], chain.Runs[Rule.Vjp], chain.Runs[Rule.JvpOfVjp], chain.Runs[Rule.JvpOfJvp], chain.MostRented]);
        }
    }

    // The rows come from sweeps of their own: that the two entries of a pair agree says that both sweeps are right.
    [Theory]
    [InlineData(HessianKind.ReverseOverReverse)]
    [InlineData(HessianKind.ForwardOverReverse)]
    [InlineData(HessianKind.ReverseOverForward)]
    public void Evaluate_RowsAgreeBeforeTheyAreMadeSymmetric(HessianKind kind)
    {
        var (_, sums) = Run(kind);
        for (var i = 0; i < CoreParameters.Names.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var scale = double.Sqrt(double.Abs(sums[HessianSums.Row(i) + i] * sums[HessianSums.Row(j) + j]));
                EvaluationAssert.AssertWithin(
                    sums[HessianSums.Row(i) + j],
                    sums[HessianSums.Row(j) + i],
                    Tolerances.DoublePrecision.Derivatives * scale,
                    $"[{i}, {j}]");
            }
        }
    }

    [Theory]
    [InlineData(HessianKind.Fused)]
    [InlineData(HessianKind.GaussNewton)]
    public void Create_KindWithoutStages_IsRefused(HessianKind kind)
    {
        using var batch = new HostStages(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => StagedHessian.Create(kind, batch));
    }

    private static (CountingChain Chain, double[] Sums) Run(HessianKind kind)
    {
        var engineCase = EngineCases.Get("length 513");
        var batch = new CountingBatch(new HostStages(1));
        using var strategy = StagedHessian.Create(kind, batch);
        strategy.Upload(engineCase.Batch);
        EvaluationAssert.Matches(engineCase.Reference, strategy.Evaluate(engineCase.Core), Tolerances.DoublePrecision, engineCase.Batch);
        return (batch.Chain!, batch.Sums);
    }
}
