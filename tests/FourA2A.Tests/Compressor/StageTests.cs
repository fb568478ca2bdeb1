using FourA2A.Compressor;

namespace FourA2A.Tests.Compressor;

/// <summary>
/// The stages one by one, on values worked out by hand.
/// </summary>
public sealed class StageTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    [InlineData(0.1, -20)]
    [InlineData(-10, 20)]
    [InlineData(0.5, -6.020599913279624)]
    [InlineData(1e-8, -160)]
    [InlineData(1e-9, -160)]
    [InlineData(0, -160)]
    public void Level_IsDecibelsOfTheMagnitudeDownToTheFloor(double sample, double expected)
        => Assert.Equal(expected, Level.Db(sample), 1e-12);

    [Theory]
    [InlineData(-10, 4, -20, -7.5)]
    [InlineData(0, 2, -40, -20)]
    [InlineData(-20, 4, -20, 0)]
    [InlineData(-50, 4, -20, 0)]
    [InlineData(0, 1, -20, 0)]
    public void GainComputer_ReducesByTheSlopeAboveTheThreshold(double levelDb, double ratio, double thresholdDb, double expected)
        => Assert.Equal(expected, new GainComputer(thresholdDb, 1 - (1 / ratio)).GainDb(levelDb), 1e-12);

    [Fact]
    public void GainComputer_IsActiveAboveTheThresholdOnly()
    {
        var gainComputer = new GainComputer(-20, 0.5);
        Assert.False(gainComputer.IsActive(-20));
        Assert.True(gainComputer.IsActive(double.BitIncrement(-20)));
    }

    [Fact]
    public void Decibels_AreTwentyPerDecade()
    {
        Assert.Equal(1, Decibels.ToAmplitude(0));
        Assert.Equal(10, Decibels.ToAmplitude(20), 1e-13);
        Assert.Equal(1e-4, Decibels.ToAmplitude(-80), 1e-17);
        Assert.Equal(-80, Decibels.FromAmplitude(1e-4), 1e-12);
        Assert.Equal(double.NegativeInfinity, Decibels.FromAmplitude(0));
    }

    [Theory]
    [InlineData(0.5, 48000)]
    [InlineData(5, 44100)]
    [InlineData(100, 44100)]
    [InlineData(1000, 44100)]
    public void Ballistics_TenToNinetyPercentTakesTheSetTime(double milliseconds, double sampleRate)
    {
        var coefficient = BallisticsCoefficients.FromMilliseconds(milliseconds, sampleRate);

        // The other coefficient would be 50 times slower or faster.
        var attack = new Ballistics(new BallisticsCoefficients(coefficient, coefficient / 50));
        AssertRise(() => 1 - attack.Next(0));

        var release = new Ballistics(new BallisticsCoefficients(0.999999, coefficient));
        release.Next(0);
        AssertRise(() => release.Next(1));

        void AssertRise(Func<double> next)
        {
            var samples = 0;
            double value;
            while ((value = next()) < 0.9)
            {
                samples += value >= 0.1 ? 1 : 0;
            }

            // 2.2 stands for ln 9 = 2.197, and a time is counted in whole samples.
            var expected = milliseconds / 1000 * sampleRate * double.Log(9) / 2.2;
            Assert.InRange(samples, expected - 1, expected + 1);
        }
    }

    [Fact]
    public void Ballistics_StartsWithoutReductionAndTreatsTiesAsRelease()
    {
        var ballistics = new Ballistics(new BallisticsCoefficients(0.5, 0.25));
        Assert.Equal(1, ballistics.Gain);
        Assert.False(ballistics.IsAttack(1));
        Assert.Equal(0.75, ballistics.Next(0.5));
        Assert.Equal(0.8125, ballistics.Next(1));
        Assert.False(ballistics.IsAttack(0.8125));
        Assert.True(ballistics.IsAttack(double.BitDecrement(0.8125)));
    }

    [Fact]
    public void MakeUp_IsAGainInDecibels()
    {
        Assert.Equal(0.5 * 0.25 * 10, new MakeUp(20).Apply(0.5, 0.25), 1e-14);
        Assert.Equal(0.125, new MakeUp(0).Apply(0.5, 0.25));
    }

    [Fact]
    public void PreEmphasis_IsTheDifferenceEquation()
    {
        var random = new Random(1);
        var filter = default(PreEmphasis);
        var (lastIn, lastOut) = (0.0, 0.0);
        for (var n = 0; n < 10_000; n++)
        {
            var sample = random.NextDouble() - 0.3;
            var expected = sample - lastIn + (0.995 * lastOut);
            var found = filter.Next(sample);
            Assert.Equal(expected, found, 1e-12);
            (lastIn, lastOut) = (sample, expected);
        }
    }

    [Fact]
    public void PreEmphasis_PassesTheHighestFrequencyAndStopsAConstant()
    {
        var (constant, alternating) = (default(PreEmphasis), default(PreEmphasis));
        var (last, peak) = (0.0, 0.0);
        for (var n = 0; n < 10_000; n++)
        {
            last = constant.Next(1);
            peak = alternating.Next(n % 2 == 0 ? 1 : -1);
        }

        Assert.Equal(0, last, 1e-13);
        Assert.Equal(2 / 1.995, double.Abs(peak), 1e-12);
    }
}
