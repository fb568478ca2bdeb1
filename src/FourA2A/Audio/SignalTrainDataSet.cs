using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace FourA2A.Audio;

/// <summary>
/// The SignalTrain LA2A data set on disk: <c>{Train,Test,Val}/input_{id}_.wav</c> and
/// <c>target_{id}_LA2A_{2c|3c}__{mode}__{peak reduction}.wav</c>, paired by subset and id.
/// </summary>
/// <remarks>
/// Source: Hawley, Colburn and Mimilakis, SignalTrain LA2A Dataset 1.1 (CC-BY-4.0), as laid out there.
/// Only names are looked at; no file is opened.
/// </remarks>
public sealed partial class SignalTrainDataSet
{
    private static readonly ImmutableArray<string> Subsets = ["Train", "Test", "Val"];

    private SignalTrainDataSet(ImmutableArray<SignalTrainPair> pairs, ImmutableArray<string> findings)
    {
        Pairs = pairs;
        Findings = findings;
    }

    /// <summary>The pairs, ordered by mode, then peak reduction, then subset and id.</summary>
    public ImmutableArray<SignalTrainPair> Pairs { get; }

    /// <summary>
    /// One line per file that is in no pair (partner missing, name not understood, second target of an input), and per
    /// input id that stands in several subsets.
    /// </summary>
    public ImmutableArray<string> Findings { get; }

    /// <summary>
    /// Lists a data set.
    /// </summary>
    /// <param name="folder">The folder that holds <c>Train</c>, <c>Test</c> or <c>Val</c>; one of them is enough.</param>
    /// <exception cref="InputException">The folder does not exist, cannot be read, or holds no pair.</exception>
    public static SignalTrainDataSet Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw FileError.Create(folder, "no such folder", "the SignalTrain data set", "check the path");
        }

        var listing = new Listing();
        try
        {
            foreach (var subset in Subsets.Where(subset => Directory.Exists(Path.Combine(folder, subset))))
            {
                listing.AddSubset(subset, Path.Combine(folder, subset));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileError.Create(folder, FileError.Reason(exception), "a readable folder", "check its permissions", exception);
        }

        if (listing.Pairs.Count == 0)
        {
            throw FileError.Create(
                folder,
                "no pair",
                "{Train,Test,Val}/input_{id}_.wav and target_{id}_LA2A_{2c|3c}__{mode}__{peak reduction}.wav",
                "give the folder above Train, Test and Val");
        }

        listing.AddRepeatedIds();
        return new SignalTrainDataSet(
            [.. listing.Pairs.OrderBy(pair => pair.Mode).ThenBy(pair => pair.PeakReduction).ThenBy(pair => Subsets.IndexOf(pair.Subset)).ThenBy(pair => pair.Id)],
            [.. listing.Findings]);
    }

    /// <summary>
    /// The pairs of a mode and a peak reduction; null stands for all.
    /// </summary>
    public IEnumerable<SignalTrainPair> Select(LevellingMode? mode = null, int? peakReduction = null)
        => Pairs.Where(pair => (mode is null || pair.Mode == mode) && (peakReduction is null || pair.PeakReduction == peakReduction));

    [GeneratedRegex("^input_(?<id>[0-9]{1,9})_\\.wav$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InputName { get; }

    [GeneratedRegex("^target_(?<id>[0-9]{1,9})_LA2A_(?<take>[23]c)__(?<mode>[01])__(?<reduction>[0-9]{1,3})\\.wav$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TargetName { get; }

    private sealed class Listing
    {
        public List<SignalTrainPair> Pairs { get; } = [];

        public List<string> Findings { get; } = [];

        public void AddSubset(string subset, string folder)
        {
            var inputs = new Dictionary<int, string>();
            var targets = new Dictionary<int, SignalTrainPair>();

            // Ordinal order and either case: the same findings on every file system.
            var options = new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive, IgnoreInaccessible = false };
            foreach (var path in Directory.EnumerateFiles(folder, "*.wav", options).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(path);
                if (InputName.Match(name) is { Success: true } input)
                {
                    AddInput(inputs, int.Parse(input.Groups["id"].ValueSpan), path);
                }
                else if (TargetName.Match(name) is { Success: true } target && int.Parse(target.Groups["reduction"].ValueSpan) <= 100)
                {
                    AddTarget(targets, subset, target, path);
                }
                else
                {
                    Findings.Add($"{path}: name not understood, expected input_{{id}}_.wav or target_{{id}}_LA2A_{{2c|3c}}__{{0|1}}__{{0..100}}.wav; left out.");
                }
            }

            foreach (var (id, target) in targets)
            {
                if (inputs.Remove(id, out var dry))
                {
                    Pairs.Add(target with { DryPath = dry });
                }
                else
                {
                    Findings.Add($"{target.WetPath}: no input_{id}_.wav beside it; left out.");
                }
            }

            foreach (var (id, path) in inputs)
            {
                Findings.Add($"{path}: no target_{id}_*.wav beside it; left out.");
            }
        }

        public void AddRepeatedIds()
        {
            foreach (var repeated in Pairs.GroupBy(pair => pair.Id).Where(group => group.Count() > 1).OrderBy(group => group.Key))
            {
                Findings.Add($"id {repeated.Key}: in several subsets ({string.Join(", ", repeated.Select(pair => pair.Subset))}); all are used.");
            }
        }

        private void AddInput(Dictionary<int, string> inputs, int id, string path)
        {
            if (!inputs.TryAdd(id, path))
            {
                Findings.Add($"{path}: id {id} is taken by {Path.GetFileName(inputs[id])}; left out.");
            }
        }

        private void AddTarget(Dictionary<int, SignalTrainPair> targets, string subset, Match name, string path)
        {
            var id = int.Parse(name.Groups["id"].ValueSpan);
            var target = new SignalTrainPair(
                subset,
                id,
                name.Groups["take"].Value,
                (LevellingMode)int.Parse(name.Groups["mode"].ValueSpan),
                int.Parse(name.Groups["reduction"].ValueSpan),
                string.Empty,
                path);
            if (!targets.TryAdd(id, target))
            {
                Findings.Add($"{path}: id {id} is taken by {Path.GetFileName(targets[id].WetPath)}; left out.");
            }
        }
    }
}
