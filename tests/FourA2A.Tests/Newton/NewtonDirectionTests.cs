using FourA2A.Newton;
using FourA2A.Objective;
using static FourA2A.Tests.Newton.Residuals;

namespace FourA2A.Tests.Newton;

public sealed class NewtonDirectionTests
{
    public static TheoryData<HessianKind> Kinds { get; } = new(Enum.GetValues<HessianKind>());

    private static INewtonDirection Direction(HessianKind kind)
        => kind == HessianKind.Exact ? new ExactNewtonDirection() : new GaussNewtonDirection();

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

    [Fact]
    public void Within_ShortensWithoutTurning()
    {
        var step = new NewtonStep(V(6, -3), -2, 4, V(6, -3), 1);
        var bounded = step.Within(V(2, 2));
        Assert.True((bounded.Step - V(2, -1)).L2Norm() < 1e-15);
        Assert.Equal(step.PredictedDecrease(1.0 / 3), bounded.PredictedDecrease(1), 1e-15);
        Assert.Same(step, step.Within(V(6, 6)));
    }
}
