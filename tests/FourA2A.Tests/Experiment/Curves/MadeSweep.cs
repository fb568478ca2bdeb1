using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Sweeps;
using FourA2A.Tests.Cli;

namespace FourA2A.Tests.Experiment.Curves;

/// <summary>
/// A sweep's folder without a sweep: recordings of a unit that is the model, late by a fraction of a sample and inverted, and results
/// that name its settings.
/// </summary>
internal static class MadeSweep
{
    public const double Delay = -1.75;

    /// <summary>Largest ESR of the true settings: moved there and back, the recordings lose what they have above 0.45 fs. Found: 4.2e-7.</summary>
    public const double MovingEsr = 1e-6;

    /// <summary>What is sent through the unit: silent at both ends, so that nothing is lost over them.</summary>
    public static float[] Dry { get; } = [.. new float[100], .. Recordings.Bursts(0.5), .. new float[100]];

    /// <summary>Settings that run along straight lines against the knob.</summary>
    public static CompressorParameters Straight(double peakReduction)
        => new(-10 - (peakReduction / 4), 2 + (peakReduction / 20), 20 - (peakReduction / 10), 300 - peakReduction, peakReduction / 100);

    /// <summary>Settings that do not.</summary>
    public static CompressorParameters Bent(double peakReduction)
        => Straight(peakReduction) with { ThresholdDb = -40 + (3e-5 * Math.Pow(100 - peakReduction, 3)) };

    /// <summary>
    /// Writes recordings, results and curve.
    /// </summary>
    /// <param name="path">Where the folder of the sweep is made; the recordings lie beside it, with their names beginning alike.</param>
    /// <param name="unit">What the unit does at a position of the knob.</param>
    /// <param name="settings">How the knobs stood.</param>
    public static SweepFolder Write(string path, Func<double, CompressorParameters> unit, params UnitSetting[] settings)
    {
        var folder = new SweepFolder(path);
        var dryPath = Recordings.Write($"{path}-dry.wav", Dry);
        var points = new Dictionary<UnitSetting, CurvePoint>();
        foreach (var setting in settings)
        {
            var parameters = unit(setting.PeakReduction);
            var wet = new float[Dry.Length];
            new StreamingCompressor(parameters, Recordings.SampleRate).Process(Dry, wet);
            new FractionalDelaySignal(new ArraySignal(wet, Recordings.SampleRate), -Delay, invert: true).Read(0, wet = new float[Dry.Length]);
            var wetPath = Recordings.Write($"{path}-{setting.Name}.wav", wet);

            Directory.CreateDirectory(folder.SettingPath(setting));
            points[setting] = new()
            {
                PeakReduction = setting.PeakReduction,
                Parameters = parameters,
                StandardErrors = new Dictionary<string, double?>(StringComparer.Ordinal) { ["thresholdDb"] = 0.0125, ["ratio"] = null },
                NotIdentifiable = ["ratio"],
                Esr = 1e-6,
            };
            ResultFile.WriteNew(folder.ResultPath(setting), Result(parameters, dryPath, wetPath, Dry.Length));
        }

        CurveFile.Replace(
            folder.CurvePath,
            new ParameterCurve("made", settings.GroupBy(setting => setting.Mode).ToDictionary(mode => mode.Key, mode => mode.Select(setting => points[setting]).ToImmutableArray())));
        return folder;
    }

    /// <summary>Settings of a mode.</summary>
    public static UnitSetting[] Settings(LevellingMode mode, params double[] positions)
        => Array.ConvertAll(positions, position => new UnitSetting(mode, position));

    private static FitResultRecord Result(CompressorParameters parameters, string dryPath, string wetPath, int samples) => new()
    {
        ProgramVersion = "0.1.0",
        Parameters = parameters,
        DelaySamples = Delay,
        Polarity = -1,
        Esr = 1e-6,
        EsrUnaligned = 1,
        LoudnessDynamicRangeDifferenceDb = 0,
        Status = "converged",
        StatusReason = "made",
        Iterations = 0,
        Evaluations = 0,
        Restarts = 0,
        Engine = "none",
        Hessian = "fused",
        Seconds = 0,
        Times = new FitTimes(0, 0, 0),
        StandardErrors = new Dictionary<string, double?>(StringComparer.Ordinal),
        Correlations = new NamedMatrix([], []),
        NotIdentifiable = [],
        Start = parameters,
        Ranges = ParameterRanges.Published,
        SampleRate = Recordings.SampleRate,
        SampleCount = samples,
        Inputs = new InputRecords(new InputFileRecord(dryPath, "", samples, "mono"), new InputFileRecord(wetPath, "", samples, "mono")),
        IterationRecords = [],
    };
}
