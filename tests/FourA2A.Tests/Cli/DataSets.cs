using System.Globalization;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Experiment.Sweeps;

namespace FourA2A.Tests.Cli;

/// <summary>
/// Small data sets in the SignalTrain layout whose unit is the model itself, and sweeps of them that found the truth.
/// </summary>
internal static class DataSets
{
    /// <summary>Samples by which the wet files are late.</summary>
    public const int Delay = 3;

    /// <summary>Settings of the unit: deeper thresholds with more peak reduction.</summary>
    public static CompressorParameters Unit(UnitSetting setting)
        => new(-10 - (setting.PeakReduction / 4), setting.Mode == LevellingMode.Limit ? 10 : 3, 2, 100, setting.PeakReduction / 20);

    /// <summary>Name of the target of a recording.</summary>
    public static string Target(int id, UnitSetting setting, string take = "3c")
        => string.Create(CultureInfo.InvariantCulture, $"target_{id}_LA2A_{take}__{(int)setting.Mode}__{setting.PeakReduction}.wav");

    /// <summary>Writes a pair; the wet file is <see cref="Delay"/> samples late.</summary>
    public static void WritePair(string folder, int id, UnitSetting setting, float[]? dry = null, string subset = "Train", string take = "3c", int delay = Delay)
    {
        dry ??= Recordings.Bursts(seed: id);
        Directory.CreateDirectory(Path.Combine(folder, subset));
        Recordings.Write(Path.Combine(folder, subset, $"input_{id}_.wav"), dry);
        var wet = Render(Unit(setting), dry);
        Recordings.Write(Path.Combine(folder, subset, Target(id, setting, take)), [.. new float[delay], .. wet[..^delay]]);
    }

    /// <summary>A data set with ids 1, 2, ... at some settings.</summary>
    public static string Write(string folder, params UnitSetting[] settings)
    {
        for (var index = 0; index < settings.Length; index++)
        {
            WritePair(folder, index + 1, settings[index]);
        }

        return folder;
    }

    /// <summary>The dry signal through the compressor.</summary>
    public static float[] Render(CompressorParameters parameters, float[] dry)
    {
        var wet = new float[dry.Length];
        new StreamingCompressor(parameters, Recordings.SampleRate).Process(dry, wet);
        return wet;
    }

    /// <summary>The folder of a sweep that found the unit's settings.</summary>
    /// <param name="folder">A new folder.</param>
    /// <param name="dataSet">What was swept.</param>
    /// <param name="delay">The delay that it found.</param>
    public static string WriteSweep(string folder, string dataSet, double delay = Delay)
    {
        var sweep = new SweepFolder(folder);
        foreach (var pair in SignalTrainDataSet.Open(dataSet).Pairs)
        {
            Directory.CreateDirectory(sweep.SettingPath(pair.Setting));
            ResultFile.WriteNew(sweep.ResultPath(pair.Setting), Result(pair, delay));
        }

        return folder;
    }

    private static FitResultRecord Result(SignalTrainPair pair, double delay)
    {
        using var files = new PairFiles(new WaveFileSignal(pair.DryPath), new WaveFileSignal(pair.WetPath));
        return new FitResultRecord
        {
            ProgramVersion = "0.1.0",
            Parameters = Unit(pair.Setting),
            DelaySamples = delay,
            Polarity = 1,
            Esr = 0,
            EsrUnaligned = 0,
            LoudnessDynamicRangeDifferenceDb = 0,
            Status = "converged",
            StatusReason = "gradient",
            Iterations = 1,
            Evaluations = 1,
            Restarts = 0,
            Engine = "simd",
            Hessian = "fused",
            Seconds = 1,
            Times = new FitTimes(0, 1, 0),
            StandardErrors = new Dictionary<string, double?>(StringComparer.Ordinal),
            Correlations = new NamedMatrix([], []),
            NotIdentifiable = [],
            Start = CompressorParameters.PublishedStart,
            Ranges = ParameterRanges.Published,
            SampleRate = files.Pair.SampleRate,
            SampleCount = files.Pair.SampleCount,
            Inputs = FitRecords.Inputs(files),
            IterationRecords = [],
        };
    }
}
