using System.Collections.Immutable;
using FourA2A.Audio;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// Measures methods against the recordings of a unit at many settings: <see cref="Metrics"/> for each method and setting.
/// </summary>
public static class DataSetEvaluation
{
    /// <summary>
    /// Measures. The settings are shared out among the processor's cores; files are streamed, so that memory does not grow with their
    /// length. What fails at one setting leaves the others alone.
    /// </summary>
    /// <param name="recordings">One pair for every setting, see <see cref="SignalTrainDataSet.Select"/>.</param>
    /// <param name="methods">The methods, each of another name.</param>
    /// <param name="channel">Which channel of files with several.</param>
    /// <param name="progress">Told the fraction that is done and the setting that was finished last, from any thread.</param>
    /// <param name="cancellationToken">Looked at before each measurement.</param>
    /// <exception cref="InputException">No method has one of the settings.</exception>
    public static DataSetScores Run(
        IReadOnlyList<SignalTrainPair> recordings,
        IReadOnlyList<EvaluationMethod> methods,
        ChannelSelection channel,
        Action<double, string>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        ArgumentNullException.ThrowIfNull(methods);
        var missing = methods.Select(method => Missing(method, recordings)).OfType<string>().ToImmutableArray();
        if (!recordings.Any(recording => methods.Any(method => method.Covers(recording))))
        {
            throw new InputException($"Found no setting that a method has ({string.Join(" ", missing)}); expected at least one; choose other methods or settings.");
        }

        var outcomes = new Outcome[recordings.Count];
        var done = 0;
        ParallelReads.For(recordings.Count, index =>
        {
            outcomes[index] = Measure(recordings[index], methods, channel, cancellationToken);
            progress?.Invoke((double)Interlocked.Increment(ref done) / recordings.Count, recordings[index].Setting.Name);
        });

        return new DataSetScores(
            [.. methods.SelectMany((_, method) => outcomes.Select(outcome => outcome.Scores[method])).OfType<MethodScore>()],
            [.. missing, .. outcomes.SelectMany(outcome => outcome.Findings).Distinct(StringComparer.Ordinal)],
            [.. outcomes.SelectMany(outcome => outcome.Failures)]);
    }

    private static string? Missing(EvaluationMethod method, IReadOnlyList<SignalTrainPair> recordings)
    {
        var settings = recordings.Where(recording => !method.Covers(recording)).Select(recording => recording.Setting.Name).ToList();
        return settings.Count == 0 ? null : $"{method.Name}: lacks {string.Join(", ", settings)}.";
    }

    private static Outcome Measure(SignalTrainPair recording, IReadOnlyList<EvaluationMethod> methods, ChannelSelection channel, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var outcome = new Outcome(new MethodScore?[methods.Count], [], []);
        try
        {
            using var files = new SettingRecordings(recording, channel);
            for (var index = 0; index < methods.Count; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (methods[index].Covers(recording))
                {
                    outcome.Scores[index] = Score(methods[index], files, outcome.Failures);
                }
            }

            outcome.Findings.AddRange(files.Findings);
        }
        catch (Exception exception) when (IsInput(exception))
        {
            outcome.Failures.Add($"{recording.Setting.Name}: {exception.Message}");
        }

        return outcome;
    }

    private static MethodScore? Score(EvaluationMethod method, SettingRecordings files, List<string> failures)
    {
        try
        {
            return method.Score(files);
        }
        catch (Exception exception) when (IsInput(exception))
        {
            failures.Add($"{files.Recording.Setting.Name}, {method.Name}: {exception.Message}");
            return null;
        }
    }

    private static bool IsInput(Exception exception) => exception is InputException or IOException or UnauthorizedAccessException;

    private sealed record Outcome(MethodScore?[] Scores, List<string> Findings, List<string> Failures);
}
