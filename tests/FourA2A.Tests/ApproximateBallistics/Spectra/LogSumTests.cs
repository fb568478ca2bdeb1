using System.Runtime.Intrinsics;
using FourA2A.ApproximateBallistics.Spectra;

namespace FourA2A.Tests.ApproximateBallistics.Spectra;

/// <summary>
/// Sums of logarithms as logarithms of products.
/// </summary>
public sealed class LogSumTests
{
    [Fact]
    public void Total_IsTheSumOfTheLogarithms()
    {
        // 2000 terms from 1e-5 to 1e300: their product has no place in a double.
        var random = new Random(1);
        var sum = new LogSum();
        var expected = 0.0;
        for (var term = 0; term < 2000; term++)
        {
            var value = Vector256.Create(Value(), Value(), Value(), Value());
            sum.Add(value);
            expected += Math.Log(value[0]) + Math.Log(value[1]) + Math.Log(value[2]) + Math.Log(value[3]);
        }

        SpectrogramLossTests.AssertClose(expected, sum.Total(), SpectrogramLossTests.Rounding);

        double Value() => Math.Pow(10, (random.NextDouble() * 305) - 5);
    }

    [Fact]
    public void Total_OfNothingAndOfOnes_IsZero()
    {
        var sum = new LogSum();
        Assert.Equal(0, sum.Total());
        sum.Add(Vector256<double>.One);
        Assert.Equal(0, sum.Total());
    }
}
