using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Fitting;
using FourA2A.Files;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// The file in which a fit keeps its state. It is replaced in one step: whatever moment a run is killed at, the last state is there in full.
/// </summary>
internal sealed class ProgressFile
{
    // A state is written within milliseconds, and a kill costs no more than this.
    private const double IntervalSeconds = 5;

    private const string Remedy = "ask for the same, or choose another folder with -o";

    private readonly string path;
    private readonly ImmutableSortedDictionary<string, string> asked;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan written;

    private ProgressFile(string path, ImmutableSortedDictionary<string, string> asked, ApproximateProgressRecord? found)
        => (this.path, this.asked, Found) = (path, asked, found);

    /// <summary>What an earlier run left; null if there was none.</summary>
    public ApproximateProgressRecord? Found { get; }

    /// <summary>Wall-clock seconds of the fit, those of earlier runs included.</summary>
    public double Seconds => (Found?.Seconds ?? 0) + watch.Elapsed.TotalSeconds;

    /// <summary>
    /// Looks for what an earlier run left.
    /// </summary>
    /// <param name="path">The file, there or not.</param>
    /// <param name="options">What the fit is asked for.</param>
    /// <param name="files">The recordings.</param>
    /// <exception cref="InputException">There is a file that is no state, or that of a fit that was asked for something else.</exception>
    public static ProgressFile Open(string path, ApproximateFitOptions options, AlignedFiles files)
    {
        var words = InWords(options, files);
        if (!File.Exists(path))
        {
            return new(path, words, found: null);
        }

        var found = JsonFile.Read(path, ApproximateJsonContext.Default.ApproximateProgressRecord, "the state of a fit", "remove it to begin anew");
        foreach (var (name, own) in words)
        {
            if (found.Asked.GetValueOrDefault(name) is var other && other != own)
            {
                throw new InputException($"{path}: {name}: found {other ?? "none"} in the fit that is there, expected {own} as asked for; {Remedy}.");
            }
        }

        var (state, dimension) = (found.State, ApproximateParameters.Names.Length);
        return new[] { state.Point.Length, state.Best.Point.Length, state.WasActive.Length, state.Adam.FirstMoments.Length, state.Adam.SecondMoments.Length }.All(length => length == dimension)
            ? new(path, words, found)
            : throw new InputException($"{path}: found coordinates that are not {dimension}, expected the state of a fit; remove it to begin anew.");
    }

    /// <summary>Writes the state if the last one is some seconds old.</summary>
    public void Keep(AdamDescent descent)
    {
        if ((watch.Elapsed - written).TotalSeconds >= IntervalSeconds)
        {
            Write(descent);
        }
    }

    /// <summary>Writes the state of a descent that has made a step.</summary>
    public void Write(AdamDescent descent)
    {
        JsonFile.Replace(path, new(asked, Seconds, descent.State), ApproximateJsonContext.Default.ApproximateProgressRecord);
        written = watch.Elapsed;
    }

    private static ImmutableSortedDictionary<string, string> InWords(ApproximateFitOptions options, AlignedFiles files)
    {
        var words = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        words["program version"] = FitRecords.ProgramVersion;
        words["dry file"] = File(files.Inputs.Dry);
        words["wet file"] = File(files.Inputs.Wet);
        words["delay"] = files.GivenDelaySamples is { } delay ? $"{Word(delay)} samples" : "estimated";
        words["excerpt"] = $"{Word(options.Seconds)} s";
        words["iteration limit"] = Word(options.MaximumIterations);
        words["patience"] = Word(options.Patience);
        words["rate"] = Word(options.Rate);
        var (minimum, maximum) = (options.Ranges.Minimum.ToArray(), options.Ranges.Maximum.ToArray());
        var start = options.Start?.ToArray();
        foreach (var (n, name) in ApproximateParameters.Names.Index())
        {
            words[$"range of {name}"] = $"{Word(minimum[n])}:{Word(maximum[n])}";
            words[$"start of {name}"] = start is null ? "the published one" : Word(start[n]);
        }

        return words.ToImmutable();

        static string File(InputFileRecord file) => $"SHA-256 {file.Sha256} ({file.Channel})";
        static string Word(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }
}
