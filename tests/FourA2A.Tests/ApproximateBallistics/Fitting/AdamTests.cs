using FourA2A.ApproximateBallistics.Fitting;

namespace FourA2A.Tests.ApproximateBallistics.Fitting;

public sealed class AdamTests
{
    // By hand, rate 0.1. Gradient 2: m = 0.2, v = 0.004, m / 0.1 = 2, sqrt(v / 0.001) = 2. Gradient -1: m = 0.08, v = 0.004996,
    // m / 0.19 = 0.42105263, sqrt(v / 0.001999) = 1.58090278.
    [Fact]
    public void Step_IsThatOfThePaper()
    {
        var adam = new Adam(1, rate: 0.1);
        double[] point = [1];
        adam.Step(point, [2]);
        Assert.Equal(0.9000000005, point[0], 1e-15);
        adam.Step(point, [-1]);
        Assert.Equal(0.9000000005 - (0.1 * (0.08 / 0.19) / (Math.Sqrt(0.004996 / 0.001999) + 1e-8)), point[0], 1e-15);
    }

    // Whatever the size of a gradient that stays the same, a step is about as long as the rate.
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e6)]
    public void Step_DoesNotDependOnTheScale(double gradient)
    {
        var adam = new Adam(2);
        double[] point = [0, 0];
        for (var n = 0; n < 100; n++)
        {
            adam.Step(point, [gradient, -gradient]);
        }

        Assert.Equal(-100 * Adam.PublishedRate, point[0], 1e-6);
        Assert.Equal(100 * Adam.PublishedRate, point[1], 1e-6);
    }

    [Fact]
    public void ZeroGradient_MovesNothing()
    {
        double[] point = [3];
        new Adam(1).Step(point, [0]);
        Assert.Equal(3, point[0]);
    }
}
