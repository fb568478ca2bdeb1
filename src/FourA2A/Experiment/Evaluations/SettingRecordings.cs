using FourA2A.Audio;
using FourA2A.Metrics;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// The open recordings of one setting, and what several methods ask of them: it is worked out once. For one thread.
/// </summary>
internal sealed class SettingRecordings : IDisposable
{
    private readonly PairFiles files;
    private readonly PairReport report;
    private readonly Dictionary<(long, long), double> loudness = [];
    private AlignedTarget? estimatedTarget;
    private InputRecords? inputs;

    /// <summary>
    /// Opens and reads the files.
    /// </summary>
    /// <exception cref="InputException">A file cannot be read, is silent or holds what is no number, or the rates differ.</exception>
    public SettingRecordings(SignalTrainPair recording, ChannelSelection channel)
    {
        (Recording, Channel) = (recording, channel);
        WaveFileSignal? dry = null, wet = null;
        try
        {
            dry = OpenFile(recording.DryPath);
            wet = OpenFile(recording.WetPath);
            files = new PairFiles(dry, wet);
            report = files.Pair.Inspect();
        }
        catch
        {
            wet?.Dispose();
            dry?.Dispose();
            throw;
        }
    }

    /// <summary>Names and setting.</summary>
    public SignalTrainPair Recording { get; }

    /// <summary>Which channel is compared.</summary>
    public ChannelSelection Channel { get; }

    /// <summary>What a user should know, one line each.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>Both files.</summary>
    public DryWetPair Pair => files.Pair;

    /// <summary>What a result would say about the files; they are read for their hashes.</summary>
    public InputRecords Inputs => inputs ??= FitRecords.Inputs(files);

    /// <summary>How the target lies to the dry file, as estimated from them.</summary>
    /// <exception cref="InputException">The two do not belong together.</exception>
    public AlignedTarget EstimatedTarget => estimatedTarget ??= AlignedTarget.Estimate(files.Pair, Findings);

    /// <summary>Opens one channel of a file, and notes it if the file is cut short.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public WaveFileSignal OpenFile(string path)
    {
        var signal = new WaveFileSignal(path, Channel);
        if (signal.Reader.MissingFrames > 0)
        {
            Findings.Add($"{path}: cut short; found {signal.SampleCount} of {signal.SampleCount + signal.Reader.MissingFrames} frames, which are used.");
        }

        return signal;
    }

    /// <summary>Notes what the files show at the lag they are compared at.</summary>
    /// <param name="target">How the target lies.</param>
    /// <param name="estimate">Figures of what it is compared with; null for the dry file.</param>
    public void NoteFindings(AlignedTarget target, SignalStatistics? estimate = null)
        => Findings.AddRange(new PairReport(target.Pair, estimate ?? report.Dry, report.Wet).Findings);

    /// <summary>Integrated loudness of the target over the time that is compared; NaN at a rate too low for it.</summary>
    public double TargetLoudnessLufs(AlignedTarget target)
    {
        // A fraction of a sample makes no loudness: the whole lag will do, and methods share it.
        var stretch = (target.Pair.LagSamples, target.Pair.SampleCount);
        if (!loudness.TryGetValue(stretch, out var value))
        {
            loudness[stretch] = value = Loudness(target.Pair.SampleRate, () => IntegratedLoudness.MeasureLufs(target.Pair.Wet));
        }

        return value;
    }

    /// <summary>A loudness, or NaN at a rate too low for it.</summary>
    public static double Loudness(int sampleRate, Func<double> measure)
        => sampleRate < IntegratedLoudness.LowestSampleRate ? double.NaN : measure();

    /// <inheritdoc/>
    public void Dispose() => files.Dispose();
}
