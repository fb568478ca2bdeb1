using FourA2A.ApproximateBallistics;
using FourA2A.Audio;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Metrics;
using FourA2A.Tests.ApproximateBallistics.Fitting;
using FourA2A.Tests.Cli;

namespace FourA2A.Tests.Experiment.ApproximateFits;

public sealed class ApproximatePairFitTests : IDisposable
{
    private static readonly ApproximateParameters Truth = new(-28, 4, 3, 2, 8, 80, 12);
    private static readonly ApproximateParameters Near = new(-25, 3, 5, 0.5, 12, 120, 18);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Its own output with other settings: the loss falls, and the settings go towards the true ones.
    [Fact]
    public void OwnSettings_AreApproached()
    {
        using var files = Write(LevelSteps.Make(1.5));
        var (options, pair) = (new ApproximateFitOptions { Start = Near, MaximumIterations = 300, Rate = 5e-3 }, ApproximatePairFit.Load(files, delaySamples: 0));
        var fit = pair.Fit(options);
        Assert.InRange(fit.Loss, 0, 0.2 * fit.Rows[0].Loss);
        foreach (var (name, truth, start, found) in ApproximateParameters.Names.Zip(Truth.ToArray(), Near.ToArray()).Zip(fit.Parameters.ToArray(), (known, found) => (known.First, known.Second, known.Third, found)))
        {
            Assert.True(Math.Abs(found - truth) < 0.5 * Math.Abs(start - truth), $"{name}: from {start} to {found}, expected {truth}");
        }

        var result = pair.Measure(fit, options);
        Assert.InRange(result.Esr, 0, 0.2 * Scores.OfRendered(Near, files.Dry, files.Wet, files.Wet).Esr);
        Assert.Equal(0, result.LoudnessDynamicRangeDifferenceDb, 0.2);
        Assert.Equal("approximate-ballistics", result.Model);

        // The whole file is the excerpt: its loss is that of the fit, but for the stream's samples, which are floats.
        Assert.Equal(fit.Loss, result.SpectrogramLoss, 0.01 * fit.Loss);
        Assert.Equal(new Excerpt(0, 66150), result.Excerpt);
        Assert.Empty(result.StandardErrors);
    }

    [Fact]
    public void LongRecording_IsFittedByItsBusiestPassage_AndScoredAsAWhole()
    {
        // A second of bursts after two of a steady hum.
        float[] hum = [.. Enumerable.Range(0, 88200).Select(n => 0.1f * MathF.Sin(0.05f * n))];
        float[] samples = [.. hum, .. Recordings.Bursts(1)];
        using var files = Write(samples);
        var (options, pair) = (new ApproximateFitOptions { Seconds = 0.5, MaximumIterations = 3 }, ApproximatePairFit.Load(files, delaySamples: 0));
        var fit = pair.Fit(options);
        Assert.Equal(22050, fit.Excerpt.SampleCount);
        Assert.InRange(fit.Excerpt.StartSample, 70000, 110250);
        Assert.Contains(fit.Findings, finding => finding.Contains("fitted on the 0.5 s from", StringComparison.Ordinal) && finding.Contains("all 3 s", StringComparison.Ordinal));
        var result = pair.Measure(fit, options);
        Assert.Equal(samples.Length, result.SampleCount);
        var scores = Scores.OfRendered(fit.Parameters, files.Dry, files.Wet, files.Wet);
        Assert.Equal(scores.Esr, result.Esr, 1e-12);
    }

    // Bursts from the first sample on: at the start of the excerpt the compressor that made the wet file still recovers. With the settings that
    // made it, no more than the rounding of the wet file's samples is left, as of the whole file.
    [Fact]
    public void Excerpt_CarriesWhatCameBefore()
    {
        float[] samples = [.. Enumerable.Repeat(Recordings.Bursts(0.5), 4).SelectMany(burst => burst), .. LevelSteps.Make(0.5)];
        using var files = Write(samples);
        var pair = ApproximatePairFit.Load(files, delaySamples: 0);
        var options = new ApproximateFitOptions { Start = Truth, MaximumIterations = 1 };
        var excerpt = pair.Fit(options with { Seconds = 0.5 });
        Assert.InRange(excerpt.Excerpt.StartSample, 1, samples.Length);
        Assert.InRange(excerpt.Rows[0].Loss, 0, 2 * pair.Fit(options).Rows[0].Loss);
    }

    [Fact]
    public void DelayAndPolarity_AreTakenOutOfTheTarget()
    {
        var dry = Recordings.Bursts(2);
        var wet = Render(dry);
        new FractionalDelaySignal(new ArraySignal(wet.ToArray(), Recordings.SampleRate), -20.3, invert: true).Read(0, wet);
        using var files = Write(dry, wet);
        var (options, pair) = (new ApproximateFitOptions { Start = Truth, MaximumIterations = 1 }, ApproximatePairFit.Load(files));
        var result = pair.Measure(pair.Fit(options), options);
        Assert.Equal(20.3, result.DelaySamples, 0.05);
        Assert.Equal(-1, result.Polarity);
        Assert.InRange(result.Esr, 0, 1e-3);
        Assert.True(result.EsrUnaligned > 0.5);
    }

    [Fact]
    public void Statuses_SayHowItEnded()
    {
        using var files = Write(LevelSteps.Make(0.6));
        var pair = ApproximatePairFit.Load(files, delaySamples: 0);
        var options = new ApproximateFitOptions { Start = Near, MaximumIterations = 40, Rate = 1e-2 };
        Assert.Equal(FitStatus.NotConverged, pair.Fit(options).Status);

        // At the true settings no step can help for long.
        var converged = pair.Fit(options with { Start = Truth, Patience = 5 });
        Assert.Equal(FitStatus.Converged, converged.Status);
        Assert.Equal(5, converged.Iterations - converged.Rows.MinBy(row => row.Loss)!.Iteration);

        var edge = pair.Fit(options with { Ranges = ApproximateRanges.Default with { MaximumRatio = 3 }, Rate = 1e-3 });
        Assert.Equal(FitStatus.AtRangeEdge, edge.Status);
        Assert.Contains("ratio", edge.StatusReason, StringComparison.Ordinal);

        // Nothing but the make-up can be fitted from a start above all levels; it is.
        var stuck = pair.Fit(options with { Start = Near with { ThresholdDb = 0 }, MaximumIterations = 20 });
        Assert.Equal(FitStatus.NotIdentifiable, stuck.Status);
        Assert.Equal<string>(ApproximateParameters.Names.Remove("makeUpDb"), stuck.NotIdentifiable);
        Assert.Contains(stuck.Findings, finding => finding.Contains("Nothing but the make-up", StringComparison.Ordinal));
        Assert.Equal(stuck.Start with { MakeUpDb = stuck.Parameters.MakeUpDb }, stuck.Parameters);
        Assert.NotEqual(stuck.Start.MakeUpDb, stuck.Parameters.MakeUpDb);
    }

    [Fact]
    public void Result_IsReadBackAsWritten()
    {
        using var culture = new ForeignCulture();
        using var files = Write(LevelSteps.Make(0.6));
        var (options, pair) = (new ApproximateFitOptions { MaximumIterations = 2 }, ApproximatePairFit.Load(files, delaySamples: 0));
        var (first, second) = (folder.File("first.json"), folder.File("second.json"));
        var result = pair.Measure(pair.Fit(options), options);
        ApproximateResultFile.WriteNew(first, result);
        ApproximateResultFile.WriteNew(second, ApproximateResultFile.Read(first));
        Assert.Equal(File.ReadAllText(first), File.ReadAllText(second));
        Assert.Equal(result.Parameters, ParameterFile.ReadApproximate(first));
        Assert.StartsWith("{\n  \"version\": 1,", File.ReadAllText(first), StringComparison.Ordinal);
        Assert.Contains("\"model\": \"approximate-ballistics\"", File.ReadAllText(first), StringComparison.Ordinal);

        var other = folder.Write("other.json", """{ "version": 1, "parameters": {} }""");
        Assert.Contains(other, Assert.Throws<InputException>(() => ApproximateResultFile.Read(other)).Message, StringComparison.Ordinal);
    }

    private PairFiles Write(float[] dry, float[]? wet = null)
    {
        Recordings.Write(folder.File("dry.wav"), dry);
        Recordings.Write(folder.File("wet.wav"), wet ?? Render(dry));
        return PairFiles.Open(folder.File("dry.wav"), folder.File("wet.wav"));
    }

    private static float[] Render(float[] dry)
    {
        var wet = new float[dry.Length];
        Truth.CreateProcessor(Recordings.SampleRate).Process(dry, wet);
        return wet;
    }
}
