using FourA2A.Newton;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;
using static FourA2A.Tests.Newton.Residuals;

namespace FourA2A.Tests.Newton;

public sealed class NewtonDirectionTests
{
    public static TheoryData<HessianKind> Kinds { get; } = new([HessianKind.Fused, HessianKind.GaussNewton]);

    private static INewtonDirection Direction(HessianKind kind)
        => kind.Direction();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_SolvesTheNewtonEquations(HessianKind kind)
    {
        var matrix = M(2, 4, 1, 1, 3);
        var step = Direction(kind).Compute(new(1, V(1, 2), matrix, matrix), 0);
        var expected = -matrix.Solve(V(1, 2));
        Assert.True((step.Step - expected).L2Norm() < 1e-12);
        Assert.True((step.Undamped - expected).L2Norm() < 1e-12);
        Assert.Equal(expected * V(1, 2), step.Slope, 1e-12);
        Assert.Equal(-0.5 * (expected * V(1, 2)), step.Decrement, 1e-12);
        Assert.Equal(step.Decrement, step.PredictedDecrease(1), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_DampsWithTheGaussNewtonDiagonal(HessianKind kind)
    {
        var matrix = M(2, 4, 1, 1, 300);
        var step = Direction(kind).Compute(new(1, V(1, 2), matrix, matrix), 0.5);
        var expected = -(matrix + M(2, 2, 0, 0, 150)).Solve(V(1, 2));
        Assert.True((step.Step - expected).L2Norm() < 1e-12);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_DoesNotDependOnUnits(HessianKind kind)
    {
        var evaluation = Rosenbrock.Evaluate(V(-1.2, 1), EvaluationOrder.ExactHessian);
        var d = M(2, 1e-3, 0, 0, 1e4);
        var scaled = new Evaluation(
            evaluation.Loss, d * evaluation.Gradient!, d * evaluation.GaussNewton! * d, d * evaluation.Hessian! * d);
        var step = Direction(kind).Compute(evaluation, 0.1).Step;
        var other = d * Direction(kind).Compute(scaled, 0.1).Step;
        Assert.True((step - other).L2Norm() < 1e-9 * step.L2Norm());
    }

    [Fact]
    public void ExactNewton_WalksDownhillWhereTheHessianIsIndefinite()
    {
        var evaluation = DoubleWell.Evaluate(V(0.1, 1), EvaluationOrder.ExactHessian);
        Assert.True(evaluation.Hessian![0, 0] < 0);
        var step = new ExactNewtonDirection().Compute(evaluation, 0);
        Assert.True(step.Slope < 0);
        Assert.True(step.Step[0] > 0);
        Assert.True(step.Curvature > 0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_LeavesAloneWhatHasNoInfluence(HessianKind kind)
    {
        var matrix = M(2, 2, 0, 0, 0);
        var step = Direction(kind).Compute(new(1, V(1, 0), matrix, matrix), 0);
        Assert.Equal(-0.5, step.Step[0], 1e-12);
        Assert.Equal(0, step.Step[1]);
    }

    [Fact]
    public void GaussNewton_TakesTheShortestStepOfARankDeficientProblem()
    {
        var step = new GaussNewtonDirection().Compute(RankDeficient.Evaluate(V(2, 1), EvaluationOrder.GaussNewton), 1e-9);
        Assert.Equal(step.Step[0], step.Step[1], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_LetsTheOthersGoOnWhereOneMeetsItsBound(HessianKind kind)
    {
        // Unbounded the step is (-1, -1); with |p0| <= 0.25 the minimum in p1 solves p1 = -1.5 - 0.5 p0.
        var matrix = M(2, 1, 0.5, 0.5, 1);
        var step = Direction(kind).Compute(new(1, V(1.5, 1.5), matrix, matrix), 0, V(0.25, 10));
        Assert.True((step.Step - V(-0.25, -1.375)).L2Norm() < 1e-12, $"{step.Step}");
        Assert.Equal(step.PredictedDecrease(1), step.Decrement, 1e-12);
        Assert.True(step.Slope < 0);
    }

    [Fact]
    public void Compute_StaysWithinBoundsAndGoesDownhill()
    {
        var random = new Random(5);
        for (var count = 0; count < 200; count++)
        {
            var j = Matrix<double>.Build.Dense(6, 5, (_, _) => random.NextDouble() - 0.5);
            var matrix = 2 * j.TransposeThisAndMultiply(j);
            var gradient = Vector<double>.Build.Dense(5, _ => random.NextDouble() - 0.5);
            var bounds = Vector<double>.Build.Dense(5, _ => random.NextDouble());
            var step = new GaussNewtonDirection().Compute(new(1, gradient, matrix), 0, bounds);
            Assert.InRange(step.Step.PointwiseDivide(bounds).AbsoluteMaximum(), 0, 1 + 1e-12);
            Assert.Equal(gradient * step.Step, step.Slope, 1e-9);
            Assert.Equal(step.Step * matrix * step.Step, step.Curvature, 1e-9);
            Assert.True(step.Slope < 0);
            Assert.True(step.Decrement > 0);
        }
    }
}
