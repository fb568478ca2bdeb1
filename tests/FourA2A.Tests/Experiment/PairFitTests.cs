using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Experiment;
using FourA2A.Files;
using FourA2A.Tests.Audio;
using FourA2A.Tests.Cli;

namespace FourA2A.Tests.Experiment;

public sealed class PairFitTests
{
    private static readonly CompressorParameters Truth = new(-28, 4, 3, 120, 3);

    [Theory]
    [InlineData(0.37, false)]
    [InlineData(123.6, true)]
    public void Steps_UseDelayAndPolarityThroughout(double delay, bool isInverted)
    {
        using var folder = new TemporaryFolder();
        var dry = new ArraySignal(Recordings.Bursts(3), Recordings.SampleRate);
        Recordings.Write(folder.File("dry.wav"), dry.Samples.ToArray());
        Recordings.Write(folder.File("wet.wav"), PairSignals.Read(PairSignals.Wet(dry, Truth, delay, isInverted)));
        using var files = PairFiles.Open(folder.File("dry.wav"), folder.File("wet.wav"));
        using var engine = new SimdEngine();
        var options = new FitOptions();
        var pair = PairFit.Load(files);
        var fit = pair.Fit(engine, options);
        pair.EndFits();
        var result = pair.Measure(fit, options);
        Assert.Equal(isInverted ? -1 : 1, result.Polarity);
        Assert.Equal(delay, result.DelaySamples, 2e-3);
        Assert.InRange(result.Esr, 0, 1e-5);
        Assert.True(result.EsrUnaligned > 0.01);
        Assert.Equal(0, result.LoudnessDynamicRangeDifferenceDb, 0.05);

        // Seen through windows of 10 ms, a delay or a sign that is left in would show at every burst.
        var gain = pair.TraceGain(fit);
        var differences = gain.Column("target_gain_db").Zip(gain.Column("model_gain_db"))
            .Where(row => row.First.Length > 0 && row.Second.Length > 0)
            .Select(row => Math.Abs(CsvTable.Number(row.First) - CsvTable.Number(row.Second)))
            .ToList();
        Assert.True(differences.Count > 50);
        Assert.All(differences, difference => Assert.InRange(difference, 0, 0.1));
    }
}
