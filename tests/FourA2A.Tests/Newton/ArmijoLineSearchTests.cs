using FourA2A.Newton;
using FourA2A.Objective;

namespace FourA2A.Tests.Newton;

public sealed class ArmijoLineSearchTests
{
    [Fact]
    public void Search_TakesTheFullStepIfItSuffices()
    {
        var (fraction, accepted, trials) = new ArmijoLineSearch().Search(1, -2, t => new Evaluation((1 - t) * (1 - t)));
        Assert.Equal(1, fraction);
        Assert.Equal(0, accepted!.Loss);
        Assert.Equal(1, trials);
    }

    [Fact]
    public void Search_BacktracksToTheMinimumOfAParabola()
    {
        // L(t) = 1 - 2 t + 4 t^2 has its minimum at t = 1/4, where a parabola through L(0), L'(0), L(1) has it too.
        var (fraction, accepted, trials) = new ArmijoLineSearch().Search(1, -2, t => new Evaluation(1 - (2 * t) + (4 * t * t)));
        Assert.Equal(0.25, fraction);
        Assert.Equal(0.75, accepted!.Loss);
        Assert.Equal(2, trials);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.0000001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Search_NeverAcceptsALossThatDoesNotFall(double loss)
    {
        var fractions = new List<double>();
        var (fraction, accepted, trials) = new ArmijoLineSearch(4).Search(1, -1e-9, t =>
        {
            fractions.Add(t);
            return new Evaluation(loss);
        });
        Assert.Equal(0, fraction);
        Assert.Null(accepted);
        Assert.Equal(4, trials);
        Assert.All(fractions.Zip(fractions.Skip(1)), pair => Assert.InRange(pair.Second / pair.First, 0.099, 0.501));
    }

    [Fact]
    public void Search_AsksForAShareOfTheSlope()
    {
        // A decrease of 1e-5 where the slope promises 1: less than Armijo's 1e-4 of it.
        var (_, accepted, _) = new ArmijoLineSearch(1).Search(1, -1, _ => new Evaluation(1 - 1e-5));
        Assert.Null(accepted);
    }
}
