using System.Collections.Immutable;
using FourA2A.ApproximateBallistics;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Experiment.Systems;
using FourA2A.Files;
using FourA2A.Reporting.Comparisons;
using FourA2A.Tests.Cli;
using FourA2A.Tests.Experiment.Systems;

namespace FourA2A.Tests.Reporting;

/// <summary>
/// The folder of a comparison whose fits nobody made: both models rendered with settings near those of the target.
/// </summary>
internal static class SampleComparison
{
    private const int SampleRate = 8000;

    private static readonly ImmutableArray<string> Models = [ModelNames.OnePole, ModelNames.ApproximateBallistics];

    /// <summary>
    /// Writes results, curves, table, page and record as <c>compare</c> does.
    /// </summary>
    /// <param name="path">A folder that does not exist.</param>
    /// <param name="seconds">Length of the recordings; longer than 3 s there is a passage.</param>
    public static ComparisonFolder Write(string path, double seconds = 5)
    {
        var folder = new ComparisonFolder(path);
        var fits = new ComparisonData(Record(seconds), OnePole(seconds), Approximate(seconds), Curves(seconds));
        foreach (var model in Models)
        {
            Directory.CreateDirectory(folder.SystemPath(model));
        }

        ResultFile.WriteNew(folder.ResultPath(ModelNames.OnePole), fits.OnePole);
        ApproximateResultFile.WriteNew(folder.ResultPath(ModelNames.ApproximateBallistics), fits.Approximate);
        fits.Curves.WriteNew(folder.CurvesPath);
        ComparisonTable.Of(fits.Record.Systems).WriteNew(folder.TablePath);
        ComparisonReport.Write(fits, folder.ReportPath);
        JsonFile.WriteNew(folder.RecordPath, fits.Record, ComparisonJsonContext.Default.ComparisonRecord);
        return folder;
    }

    /// <summary>The curves of the recordings and what the models make of them.</summary>
    public static CsvTable Curves(double seconds)
    {
        var dry = new ArraySignal(Recordings.Bursts(seconds, sampleRate: SampleRate), SampleRate);
        var (onePole, approximate) = (OnePole(seconds).Parameters, Approximate(seconds).Parameters);
        return ComparisonCurves.Measure(
            dry,
            (onePole with { ThresholdDb = onePole.ThresholdDb - 1 }).Render(dry),
            [(Models[0], onePole.Render(dry)), (Models[1], approximate.Render(dry))],
            AttackWindows.Find(dry, approximate));
    }

    private static ComparisonRecord Record(double seconds) => new()
    {
        ProgramVersion = "0.1.0",
        Inputs = Inputs,
        SampleRate = SampleRate,
        SampleCount = (long)(seconds * SampleRate),
        Polarity = 1,
        AttackShare = 0.25,
        Systems = [SampleRows.OnePole, SampleRows.Approximate],
    };

    private static InputRecords Inputs => new(
        new InputFileRecord("recordings <&\"'>/dry.wav", "00ff", 100, "mono"), new InputFileRecord("recordings/wet <&\"'> 1.wav", "11ee", 100, "mono"));

    private static FitResultRecord OnePole(double seconds) => SampleSweep.Result(new UnitSetting(LevellingMode.Limit, 80)) with
    {
        Parameters = new(-24, 4, 5, 100, 2),
        SampleRate = SampleRate,
        SampleCount = (long)(seconds * SampleRate),
        Inputs = Inputs,
    };

    private static ApproximateResultRecord Approximate(double seconds)
    {
        var parameters = new ApproximateParameters(-28, 3, 4, 1, 12, 90, 30);
        var fit = OnePole(seconds);
        return new()
        {
            ProgramVersion = fit.ProgramVersion,
            Parameters = parameters,
            SpectrogramLoss = 0.9,
            DelaySamples = fit.DelaySamples,
            Polarity = 1,
            Esr = 0.002,
            EsrUnaligned = 0.003,
            LoudnessDynamicRangeDifferenceDb = 0.1,
            Status = "converged",
            StatusReason = "No new lowest loss for 1000 iterations, the lowest at iteration 5000.",
            Iterations = 6000,
            Evaluations = 6002,
            Restarts = 0,
            Engine = "processor, double precision",
            Seconds = 100,
            Times = new FitTimes(1, 98, 1),
            StandardErrors = ImmutableSortedDictionary<string, double?>.Empty,
            NotIdentifiable = [],
            Start = parameters,
            Ranges = ApproximateRanges.Default,
            Excerpt = new Excerpt(0, fit.SampleCount),
            SampleRate = SampleRate,
            SampleCount = fit.SampleCount,
            Inputs = Inputs,
            IterationRecords = [.. Enumerable.Range(0, 61).Select(n => new ApproximateIterationRow(100 * n, 0.9 + (3 * Math.Exp(-0.2 * n)) + (0.01 * Math.Cos(n)), parameters))],
        };
    }
}
