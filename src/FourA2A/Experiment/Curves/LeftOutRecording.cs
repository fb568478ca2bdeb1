using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Metrics;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// The recordings that a fit was made from, lying to each other as it found them.
/// </summary>
internal sealed class LeftOutRecording : IDisposable
{
    private readonly PairFiles files;
    private readonly DryWetPair pair;
    private readonly ISignal target;

    private LeftOutRecording(PairFiles files, FitResultRecord result)
    {
        this.files = files;
        pair = files.Pair.WithLag((long)Math.Round(result.DelaySamples));
        target = pair.AlignedWet(result.DelaySamples, result.Polarity);
    }

    /// <summary>
    /// Opens the files that a result names.
    /// </summary>
    /// <exception cref="InputException">The result or a file cannot be read, or a file is not the one that was fitted.</exception>
    public static LeftOutRecording Open(string resultPath)
    {
        var result = ResultFile.Read(resultPath);
        var recordings = PairFiles.Open(result.Inputs.Dry.Path, result.Inputs.Wet.Path);
        try
        {
            RequireLength(recordings.Dry, result.Inputs.Dry);
            RequireLength(recordings.Wet, result.Inputs.Wet);
            return new LeftOutRecording(recordings, result);
        }
        catch
        {
            recordings.Dispose();
            throw;
        }
    }

    /// <summary>
    /// ESR of settings; NaN where they lie outside <see cref="ParameterLimits"/>.
    /// </summary>
    public double Esr(CompressorParameters parameters)
        => ParameterLimits.Of(parameters).All(setting => setting.Value >= setting.Minimum && setting.Value <= setting.Maximum)
            ? ErrorToSignalRatio.OfRendered(parameters, pair.Dry, target)
            : double.NaN;

    /// <inheritdoc/>
    public void Dispose() => files.Dispose();

    // The hash would tell for certain, and cost as much as reading both files once more.
    private static void RequireLength(WaveFileSignal file, InputFileRecord record)
    {
        if (file.SampleCount != record.Samples)
        {
            throw new InputException($"{record.Path}: found {file.SampleCount} samples, expected {record.Samples} as when it was fitted; sweep again.");
        }
    }
}
