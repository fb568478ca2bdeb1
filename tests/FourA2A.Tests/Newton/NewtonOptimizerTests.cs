using FourA2A.Newton;
using MathNet.Numerics.LinearAlgebra;
using static FourA2A.Tests.Newton.Residuals;

namespace FourA2A.Tests.Newton;

public sealed class NewtonOptimizerTests
{
    public static TheoryData<HessianKind> Kinds { get; } = new([HessianKind.Fused, HessianKind.GaussNewton]);

    private static NewtonOptimizer Optimizer(HessianKind kind, TerminationCriteria? criteria = null, Vector<double>? bounds = null)
        => new(
            kind.Direction(),
            criteria ?? new TerminationCriteria(),
            stepBounds: bounds);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Minimize_FindsTheEndOfRosenbrocksValley(HessianKind kind)
    {
        var result = Optimizer(kind).Minimize(Rosenbrock, V(-1.2, 1));
        Assert.True(result.Converged);
        Assert.True((result.Point - V(1, 1)).L2Norm() < 1e-4, $"{result.Point}");
    }

    [Fact]
    public void Minimize_LeavesNegativeCurvature()
    {
        var result = Optimizer(HessianKind.Fused).Minimize(DoubleWell, V(1e-3, 2));
        Assert.True(result.Converged);
        Assert.True((result.Point - V(1, 0)).L2Norm() < 1e-4, $"{result.Point}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Minimize_EndsOnAValleyOfMinima(HessianKind kind)
    {
        var result = Optimizer(kind).Minimize(RankDeficient, V(3, -1));
        Assert.True(result.Converged);

        // (s - 1)^2 + s^4 / 4 is least where 2 (s - 1) + s^3 = 0; damping keeps the flat direction still.
        Assert.Equal(0.7709169970592481, result.Point.Sum(), 1e-3);
        Assert.Equal(4, result.Point[0] - result.Point[1], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Minimize_RecordsEveryAcceptedStep(HessianKind kind)
    {
        var objective = new Residuals(
            p => V(10 * (p[1] - (p[0] * p[0])), 1 - p[0]),
            p => M(2, -20 * p[0], 10, -1, 0),
            _ => [M(2, -20, 0, 0, 0), M(2, 0, 0, 0, 0)]);
        var reported = new List<IterationRecord>();
        var result = Optimizer(kind).Minimize(objective, V(-1.2, 1), reported.Add);

        Assert.Equal(result.Iterations + 1, result.Records.Length);
        Assert.Equal(reported, result.Records.ToArray());
        Assert.Equal(Enumerable.Range(0, result.Records.Length), result.Records.Select(r => r.Iteration));
        Assert.All(result.Records.Zip(result.Records.Skip(1)), pair => Assert.True(pair.Second.Loss < pair.First.Loss));
        Assert.Equal(objective.Evaluations, result.Evaluations);
        Assert.Equal(result.Evaluation.Loss, result.Records[^1].Loss);
        Assert.Equal(result.Point.ToArray(), result.Records[^1].Point.ToArray());
    }

    [Fact]
    public void Minimize_RespectsTheStepBounds()
    {
        var bounds = V(0.2, 0.3);
        var result = Optimizer(HessianKind.GaussNewton, bounds: bounds).Minimize(Rosenbrock, V(-1.2, 1));
        Assert.True(result.Converged);
        foreach (var (before, after) in result.Records.Zip(result.Records.Skip(1)))
        {
            Assert.InRange(Math.Abs(after.Point[0] - before.Point[0]), 0, 0.2 + 1e-12);
            Assert.InRange(Math.Abs(after.Point[1] - before.Point[1]), 0, 0.3 + 1e-12);
        }
    }

    [Fact]
    public void Minimize_EndsAtTheIterationLimit()
    {
        var result = Optimizer(HessianKind.Fused, new TerminationCriteria(MaximumIterations: 3)).Minimize(Rosenbrock, V(-1.2, 1));
        Assert.Equal(TerminationTest.MaximumIterations, result.EndedBy);
        Assert.False(result.Converged);
        Assert.Equal(3, result.Iterations);
    }

    [Fact]
    public void Minimize_SaysSoWhereTheGradientIsWrong()
    {
        // The Jacobian has the wrong sign: every step leads uphill.
        var objective = new Residuals(p => V(p[0] + 3, p[1]), _ => M(2, -1, 0, 0, -1), _ => [M(2, 0, 0, 0, 0), M(2, 0, 0, 0, 0)]);
        var result = Optimizer(HessianKind.GaussNewton).Minimize(objective, V(0, 1));
        Assert.Equal(TerminationTest.NoDecrease, result.EndedBy);
        Assert.False(result.Converged);
        Assert.Equal(V(0, 1), result.Point);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Minimize_EndsWhereACoordinateHasSaturated(HessianKind kind)
    {
        // r = (2 - tanh x, y): the loss falls towards 1 for ever, and ever less.
        var objective = new Residuals(
            p => V(2 - Math.Tanh(p[0]), p[1]),
            p => M(2, -Sech2(p[0]), 0, 0, 1),
            p => [M(2, 2 * Sech2(p[0]) * Math.Tanh(p[0]), 0, 0, 0), M(2, 0, 0, 0, 0)]);
        var result = Optimizer(kind, bounds: V(2.5, 2.5)).Minimize(objective, V(0, 1));
        Assert.True(result.Converged, $"{result.EndedBy}");
        Assert.True(result.Evaluation.Loss < 1 + 1e-5, string.Join("\n", result.Records.Append<object>(result.EndedBy)));
        Assert.InRange(result.Evaluations, 1, 30);

        static double Sech2(double x) => 1 / (Math.Cosh(x) * Math.Cosh(x));
    }

    [Fact]
    public void Minimize_StopsAtRounding()
    {
        // The loss is flat at 1e-20 however the point moves.
        var objective = new Residuals(_ => V(1e-10, 0), _ => M(2, 1e-9, 0, 0, 1), _ => [M(2, 0, 0, 0, 0), M(2, 0, 0, 0, 0)]);
        var result = Optimizer(HessianKind.GaussNewton, new TerminationCriteria(LossFloor: 1e-12)).Minimize(objective, V(0, 0));
        Assert.Equal(TerminationTest.RoundingFloor, result.EndedBy);
    }

    [Fact]
    public void Minimize_CanBeCancelled()
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Optimizer(HessianKind.Fused).Minimize(
            Rosenbrock, V(-1.2, 1), _ => source.Cancel(), source.Token));
    }
}
