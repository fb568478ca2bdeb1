using FourA2A.Bench.Scaling;

namespace FourA2A.Tests.Benches;

public sealed class PowerLawTests
{
    [Fact]
    public void Fit_FindsTheExponentOfAPower()
    {
        double[] sizes = [1, 2, 5, 30];
        var law = PowerLaw.Fit(sizes, sizes.Select(size => 3 * Math.Pow(size, 1.25)));
        Assert.Equal(1.25, law.Exponent, 12);
        Assert.Equal(0, law.StandardError, 6);
    }

    [Fact]
    public void Fit_KnowsItsStandardError()
    {
        // Logarithms 0, 1, 2 and 0, 1, 3: slope 3/2, residuals 1/6, -1/3, 1/6, so that the error is sqrt(1/6 / 1 / 2).
        double[] sizes = [1, Math.E, Math.Exp(2)];
        var law = PowerLaw.Fit(sizes, [1, Math.E, Math.Exp(3)]);
        Assert.Equal(1.5, law.Exponent, 12);
        Assert.Equal(Math.Sqrt(1.0 / 12), law.StandardError, 12);
    }

    [Fact]
    public void Fit_OfTwoPointsHasNoStandardError()
        => Assert.Equal(double.NaN, PowerLaw.Fit([1, 2], [1, 2]).StandardError);
}
