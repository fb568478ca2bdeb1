using FourA2A.Audio;
using FourA2A.Metrics;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// WAV files named like the targets, in upper or lower case, in a folder or below it. How a target lies to its estimate is estimated
/// from the two.
/// </summary>
internal sealed class WaveFolderMethod : EvaluationMethod
{
    private readonly Dictionary<string, string> paths = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InputException">The folder cannot be read, holds no WAV file, or two of one name.</exception>
    public WaveFolderMethod(string name, string folder)
        : base(name)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive };
            foreach (var path in Directory.EnumerateFiles(folder, "*.wav", options).Order(StringComparer.Ordinal))
            {
                if (!paths.TryAdd(Path.GetFileName(path), path))
                {
                    throw FileError.Create(path, "a second file of that name", $"one in {folder}", "move one of the two elsewhere");
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileError.Create(folder, FileError.Reason(exception), "a readable folder", "check its permissions", exception);
        }

        if (paths.Count == 0)
        {
            throw FileError.Create(folder, "neither fits of a sweep nor WAV files", "a sweep, a curve, or a folder of WAV files named like the targets", "check the path");
        }
    }

    public override bool Covers(SignalTrainPair recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return paths.ContainsKey(Path.GetFileName(recording.WetPath));
    }

    internal override MethodScore Score(SettingRecordings recordings)
    {
        var path = paths[Path.GetFileName(recordings.Recording.WetPath)];
        using var estimate = recordings.OpenFile(path);
        var statistics = SignalStatistics.Measure(estimate, path);
        var target = AlignedTarget.Estimate(recordings.Pair.WithDry(estimate, path), recordings.Findings);
        recordings.NoteFindings(target, statistics);
        var scores = Scores.Measure(target.Pair.Dry, target.Target, target.Recorded);
        return new MethodScore(
            Name,
            recordings.Recording.Setting,
            scores.Esr,
            scores.EsrUnaligned,
            scores.LoudnessDynamicRangeDifferenceDb,
            SettingRecordings.Loudness(estimate.SampleRate, () => IntegratedLoudness.MeasureLufs(target.Pair.Dry)),
            recordings.TargetLoudnessLufs(target));
    }
}
