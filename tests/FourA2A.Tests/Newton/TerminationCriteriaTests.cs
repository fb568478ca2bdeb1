using FourA2A.Newton;
using FourA2A.Objective;
using static FourA2A.Tests.Newton.Residuals;

namespace FourA2A.Tests.Newton;

public sealed class TerminationCriteriaTests
{
    private static readonly TerminationCriteria Criteria = new(LossFloor: 1e-6, MaximumIterations: 7);

    [Theory]
    [InlineData(1e-10, 1, 1, TerminationTest.Gradient)]
    [InlineData(1, 1e-6, 1, TerminationTest.Step)]
    [InlineData(1, 1, 1e-8, TerminationTest.LossChange)]
    [InlineData(1, 1, 1, null)]
    public void BeforeStep_NamesTheTest(double cosine, double step, double decrement, TerminationTest? expected)
        => Assert.Equal(expected, Criteria.BeforeStep(Evaluation(cosine, 1), Step(step, decrement), 6));

    [Fact]
    public void BeforeStep_EndsAtTheIterationLimit()
        => Assert.Equal(TerminationTest.MaximumIterations, Criteria.BeforeStep(Evaluation(1, 1), Step(1, 1), 7));

    [Theory]
    [InlineData(1e-7, 1, 1, TerminationTest.RoundingFloor)]
    [InlineData(1, 1, 1e-6, TerminationTest.LossChange)]
    [InlineData(1, 1e-6, 1, TerminationTest.NoDecrease)]
    [InlineData(1, 1, 1, null)]
    public void AfterFailure_NamesTheTest(double loss, double step, double decrement, TerminationTest? expected)
        => Assert.Equal(expected, Criteria.AfterFailure(loss, Step(step, decrement)));

    [Fact]
    public void ResidualCosine_DoesNotDependOnLevelOrUnits()
    {
        var evaluation = Evaluation(0.3, 1);
        Assert.Equal(0.3, TerminationCriteria.ResidualCosine(evaluation), 1e-12);
        var louder = new Evaluation(100, 1000 * evaluation.Gradient!, 1e4 * evaluation.GaussNewton!);
        Assert.Equal(0.3, TerminationCriteria.ResidualCosine(louder), 1e-12);
    }

    [Fact]
    public void ResidualCosine_IsZeroWhereTheResidualVanishes()
        => Assert.Equal(0, TerminationCriteria.ResidualCosine(Evaluation(1, 0)));

    private static Evaluation Evaluation(double cosine, double loss)
        => new(loss, V(0, cosine * Math.Sqrt(2 * 8 * loss)), M(2, 3, 0, 0, 8));

    private static NewtonStep Step(double largest, double decrement)
        => new(V(0, largest), -1, 1, V(largest, 0), decrement);
}
