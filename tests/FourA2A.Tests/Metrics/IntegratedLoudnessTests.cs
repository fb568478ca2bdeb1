using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Metrics;

namespace FourA2A.Tests.Metrics;

public sealed class IntegratedLoudnessTests
{
    [Theory]
    [InlineData(8000)]
    [InlineData(11025)]
    [InlineData(22050)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(96000)]
    [InlineData(192000)]
    public void MeasureLufs_OfAFullScaleSineIsTheAnchor(int sampleRate)
        => Assert.Equal(-3.01, IntegratedLoudness.MeasureLufs(TestSignals.Sine(1, 997, 3, sampleRate)), 0.002);

    // EBU Tech 3341: stereo sine of 1000 Hz at -23 dBFS per channel reads -23 LUFS.
    [Fact]
    public void MeasureLufs_AddsTheChannels()
    {
        var channel = TestSignals.Sine(Math.Pow(10, -23.0 / 20), 1000, 20);
        var silence = new ArraySignal(new float[channel.SampleCount], 48000);
        Assert.Equal(-23, IntegratedLoudness.MeasureLufs(channel, channel), 0.01);
        Assert.Equal(-23, IntegratedLoudness.MeasureLufs(channel, silence, channel), 0.01);
    }

    // EBU Tech 3341, test signal 3, shortened: -36, -23 and -36 dBFS; the gate leaves the loud part.
    [Fact]
    public void MeasureLufs_RelativeGateLeavesOutQuietParts()
    {
        var signal = TestSignals.Concat(Sine1k(-36, 3), Sine1k(-23, 20), Sine1k(-36, 3));
        Assert.Equal(-23, IntegratedLoudness.MeasureLufs(signal, signal), 0.1);
    }

    // EBU Tech 3341, test signal 4, shortened: as before with -72 dBFS at both ends, below the absolute gate.
    [Fact]
    public void MeasureLufs_AbsoluteGateLeavesOutNearSilence()
    {
        var signal = TestSignals.Concat(
            Sine1k(-72, 3), Sine1k(-36, 3), Sine1k(-23, 20), Sine1k(-36, 3), Sine1k(-72, 3));
        Assert.Equal(-23, IntegratedLoudness.MeasureLufs(signal, signal), 0.1);
    }

    // EBU Tech 3341, test signal 5: what lies within 10 LU is averaged.
    [Fact]
    public void MeasureLufs_AveragesWhatPassesTheGates()
    {
        var signal = TestSignals.Concat(Sine1k(-26, 20), Sine1k(-20, 20.1), Sine1k(-26, 20));
        Assert.Equal(-23, IntegratedLoudness.MeasureLufs(signal, signal), 0.1);
    }

    [Theory]
    [InlineData(0.5, 44100)]
    [InlineData(7.77, 44100)]
    [InlineData(3.3, 11025)]
    public void MeasureLufs_AgreesWithWholeSignalComputation(double seconds, int sampleRate)
    {
        // Its level swells and fades, so that the gates and the edges of blocks matter.
        var signal = TestSignals.Noise(1, (int)(seconds * sampleRate), sampleRate);
        Assert.Equal(Naive(signal), IntegratedLoudness.MeasureLufs(signal), 1e-9);
    }

    // Nothing shared with the library: the standard's own coefficients, both filters as recursions over the whole signal.
    [Fact]
    public void MeasureLufs_At48KHzAgreesWithTheStandardsTables()
    {
        var signal = TestSignals.Noise(2, 5 * 48000);
        var x = signal.Samples.ToArray().Select(v => (double)v).ToArray();
        var (shelved, weighted) = (new double[x.Length], new double[x.Length]);
        double At(double[] v, int n) => n < 0 ? 0 : v[n];
        for (var n = 0; n < x.Length; n++)
        {
            shelved[n] = (1.53512485958697 * x[n]) - (2.69169618940638 * At(x, n - 1)) + (1.19839281085285 * At(x, n - 2))
                + (1.69065929318241 * At(shelved, n - 1)) - (0.73248077421585 * At(shelved, n - 2));
            weighted[n] = shelved[n] - (2 * At(shelved, n - 1)) + At(shelved, n - 2)
                + (1.99004745483398 * At(weighted, n - 1)) - (0.99007225036621 * At(weighted, n - 2));
        }

        var blocks = Enumerable.Range(0, 47).Select(j => weighted[(4800 * j)..(4800 * (j + 4))].Average(v => v * v)).ToList();
        double Loudness(IEnumerable<double> z) => -0.691 + (10 * Math.Log10(z.Average()));
        var audible = blocks.Where(z => Loudness([z]) > -70).ToList();
        var gate = Loudness(audible) - 10;
        Assert.Equal(Loudness(audible.Where(z => Loudness([z]) > gate)), IntegratedLoudness.MeasureLufs(signal), 1e-9);
    }

    [Theory]
    [InlineData(44100)]
    [InlineData(11025)]
    public void OfRenderedLufs_IsThatOfTheRenderedSignal(int sampleRate)
    {
        var parameters = new CompressorParameters(-25, 3, 2, 60, 3);
        var dry = TestSignals.Noise(3, 3 * sampleRate, sampleRate);
        var rendered = new float[dry.SampleCount];
        new StreamingCompressor(parameters, sampleRate).Process(dry.Samples, rendered);
        Assert.Equal(IntegratedLoudness.MeasureLufs(new ArraySignal(rendered, sampleRate)), IntegratedLoudness.OfRenderedLufs(parameters, dry));
    }

    [Fact]
    public void MeasureLufs_OfSilenceIsNegativeInfinity()
        => Assert.Equal(double.NegativeInfinity, IntegratedLoudness.MeasureLufs(new ArraySignal(new float[96000], 48000)));

    [Fact]
    public void MeasureLufs_OfLessThanABlockIsNegativeInfinity()
    {
        Assert.Equal(double.NegativeInfinity, IntegratedLoudness.MeasureLufs(Cut(19199)));
        Assert.True(double.IsFinite(IntegratedLoudness.MeasureLufs(Cut(19200))));

        static ArraySignal Cut(int length) => new(TestSignals.Sine(1, 997, 1).Samples[..length].ToArray(), 48000);
    }

    [Fact]
    public void MeasureLufs_RefusesWhatTheStandardDoesNotCover()
    {
        var signal = TestSignals.Sine(1, 997, 1);
        Assert.Throws<ArgumentException>(() => IntegratedLoudness.MeasureLufs());
        Assert.Throws<ArgumentException>(() => IntegratedLoudness.MeasureLufs(signal, signal, signal, signal));
        Assert.Throws<ArgumentException>(() => IntegratedLoudness.MeasureLufs(signal, TestSignals.Sine(1, 997, 2)));
        var exception = Assert.Throws<InputException>(() => IntegratedLoudness.MeasureLufs(TestSignals.Sine(1, 100, 1, 4000)));
        Assert.Contains("4000 Hz", exception.Message, StringComparison.Ordinal);
    }

    private static ArraySignal Sine1k(double levelDb, double seconds)
        => TestSignals.Sine(Math.Pow(10, levelDb / 20), 1000, seconds);

    // Every block from its own samples, both filters as one direct-form recursion each.
    private static double Naive(ArraySignal signal)
    {
        var rate = signal.SampleRate;
        var weighted = Filtered(
            Filtered(signal.Samples.ToArray().Select(v => (double)v).ToArray(), KWeighting.ShelfAt(rate)),
            KWeighting.HighPassAt(rate));
        var blocks = new List<double>();
        for (var j = 0; ; j++)
        {
            var from = (int)Math.Round(0.1 * j * rate, MidpointRounding.AwayFromZero);
            var to = (int)Math.Round(0.1 * (j + 4) * rate, MidpointRounding.AwayFromZero);
            if (to > weighted.Length)
            {
                break;
            }

            blocks.Add(weighted[from..to].Average(v => v * v));
        }

        double Loudness(IEnumerable<double> z) => -0.691 + (10 * Math.Log10(z.Average()));
        var audible = blocks.Where(z => Loudness([z]) > -70).ToList();
        return Loudness(audible.Where(z => Loudness([z]) > Loudness(audible) - 10));
    }

    private static double[] Filtered(double[] x, BiquadCoefficients c)
    {
        var y = new double[x.Length];
        for (var n = 0; n < x.Length; n++)
        {
            double X(int k) => n < k ? 0 : x[n - k];
            double Y(int k) => n < k ? 0 : y[n - k];
            y[n] = (c.B0 * X(0)) + (c.B1 * X(1)) + (c.B2 * X(2)) - (c.A1 * Y(1)) - (c.A2 * Y(2));
        }

        return y;
    }
}
