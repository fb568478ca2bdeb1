using System.Numerics;
using FourA2A.Metrics;

namespace FourA2A.Tests.Metrics;

public sealed class KWeightingTests
{
    [Fact]
    public void Coefficients_At48KHzAreTheStandards()
    {
        AssertClose(
            new BiquadCoefficients(1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585),
            KWeighting.ShelfAt(48000));
        AssertClose(
            new BiquadCoefficients(1, -2, 1, -1.99004745483398, 0.99007225036621),
            KWeighting.HighPassAt(48000));
    }

    // The filters from their analogue parameters, as De Man, "Evaluation of Implementations of the EBU R128 Loudness
    // Measurement" (AES 145, 2018) recovered them from the standard's tables: an independent path to the same response.
    [Theory]
    [InlineData(22050, 0.06)]
    [InlineData(44100, 0.005)]
    [InlineData(48000, 1e-4)]
    [InlineData(96000, 0.02)]
    [InlineData(192000, 0.02)]
    public void Response_IsThatOfTheAnaloguePrototypeAt48KHz(int sampleRate, double toleranceDb)
    {
        const double cornerHz = 1681.974450955533;
        const double gainDb = 3.999843853973347;
        const double quality = 0.7071752369554196;
        const double highPassHz = 38.13547087602444;
        const double highPassQuality = 0.5003270373238773;
        var high = Math.Pow(10, gainDb / 20);
        var band = Math.Pow(high, 0.4996667741545416);
        var normalisation = 1 + (Math.Tan(Math.PI * highPassHz / 48000) / highPassQuality) + Math.Pow(Math.Tan(Math.PI * highPassHz / 48000), 2);
        for (var frequency = 20.0; frequency < 5000; frequency *= 1.3)
        {
            var s = Warped(cornerHz);
            var shelf = ((high * s * s) + (band * s / quality) + 1) / ((s * s) + (s / quality) + 1);
            s = Warped(highPassHz);
            var highPass = normalisation * s * s / ((s * s) + (s / highPassQuality) + 1);
            Assert.Equal(20 * Math.Log10((shelf * highPass).Magnitude), ResponseDb(sampleRate, frequency), toleranceDb);

            Complex Warped(double corner)
                => new(0, Math.Tan(Math.PI * frequency / 48000) / Math.Tan(Math.PI * corner / 48000));
        }
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(11025)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(192000)]
    public void Response_At997HzIsTheStandardsOffset(int sampleRate)
        => Assert.Equal(0.691, ResponseDb(sampleRate, 997), 0.002);

    [Fact]
    public void Next_FollowsTheTransferFunction()
    {
        var filter = new KWeighting(48000);
        const double frequency = 3000;
        var energy = 0.0;
        for (var n = 0; n < 96000; n++)
        {
            var y = filter.Next(Math.Sin(2 * Math.PI * frequency * n / 48000));
            energy += n < 48000 ? 0 : y * y;
        }

        Assert.Equal(ResponseDb(48000, frequency), 10 * Math.Log10(energy / 24000), 1e-6);
    }

    private static double ResponseDb(int sampleRate, double frequencyHz)
    {
        var q = Complex.Exp(new Complex(0, -2 * Math.PI * frequencyHz / sampleRate));
        Complex H(BiquadCoefficients c) => (c.B0 + (c.B1 * q) + (c.B2 * q * q)) / (1 + (c.A1 * q) + (c.A2 * q * q));
        return 20 * Math.Log10((H(KWeighting.ShelfAt(sampleRate)) * H(KWeighting.HighPassAt(sampleRate))).Magnitude);
    }

    // The standard prints 14 decimals.
    private static void AssertClose(BiquadCoefficients expected, BiquadCoefficients actual)
    {
        Assert.Equal(expected.B0, actual.B0, 1e-12);
        Assert.Equal(expected.B1, actual.B1, 1e-12);
        Assert.Equal(expected.B2, actual.B2, 1e-12);
        Assert.Equal(expected.A1, actual.A1, 1e-12);
        Assert.Equal(expected.A2, actual.A2, 1e-12);
    }
}
