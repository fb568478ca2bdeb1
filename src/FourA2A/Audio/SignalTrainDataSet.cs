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
    private const string Layout = "{Train,Test,Val}/input_{id}_.wav and target_{id}_LA2A_{2c|3c}__{0|1}__{0..100}.wav";

    private SignalTrainDataSet(string folder, ImmutableArray<SignalTrainPair> pairs, ImmutableArray<string> findings)
        => (FolderPath, Pairs, Findings) = (folder, pairs, findings);

    /// <summary>Folders of the data set.</summary>
    public static ImmutableArray<string> Subsets { get; } = ["Train", "Test", "Val"];

    /// <summary>Takes in the names of targets.</summary>
    public static ImmutableArray<string> Takes { get; } = ["2c", "3c"];

    /// <summary>The folder that was listed.</summary>
    public string FolderPath { get; }

    /// <summary>The pairs, ordered by mode, then peak reduction, then subset and id.</summary>
    public ImmutableArray<SignalTrainPair> Pairs { get; }

    /// <summary>
    /// One line per file that is in no pair (partner missing, name not understood, second target of an input), per input id that
    /// stands in several subsets, and per setting with recordings that <see cref="Select"/> passed over.
    /// </summary>
    public ImmutableArray<string> Findings { get; }

    /// <summary>
    /// Lists a data set. Folders and files are named in upper or lower case.
    /// </summary>
    /// <param name="folder">The folder that holds <c>Train</c>, <c>Test</c> or <c>Val</c>; one of them is enough.</param>
    /// <exception cref="InputException">The folder does not exist, cannot be read, or holds no pair.</exception>
    public static SignalTrainDataSet Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw FileError.Create(folder, File.Exists(folder) ? "a file" : "no such folder", $"a folder with {Layout}", "check the path");
        }

        var listing = new Listing();
        try
        {
            foreach (var (subset, path) in SubsetFolders(folder))
            {
                listing.AddSubset(subset, path);
            }

            if (listing.Pairs.Count == 0)
            {
                throw NoPair(folder, listing.Findings);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileError.Create(folder, FileError.Reason(exception), "a readable folder", "check its permissions", exception);
        }

        listing.AddRepeatedIds();
        return new SignalTrainDataSet(
            folder,
            [.. listing.Pairs.OrderBy(pair => pair.Mode).ThenBy(pair => pair.PeakReduction).ThenBy(pair => Subsets.IndexOf(pair.Subset)).ThenBy(pair => pair.Id)],
            [.. listing.Findings]);
    }

    /// <summary>
    /// The recordings that are wanted, one for every setting: where there are several, the one with the largest files, and of equals
    /// the first in <see cref="Pairs"/>. The others are named in <see cref="Findings"/>.
    /// </summary>
    /// <exception cref="InputException">No recording is selected.</exception>
    public SignalTrainDataSet Select(DataSetSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var findings = Findings.ToBuilder();
        var pairs = ImmutableArray.CreateBuilder<SignalTrainPair>();
        foreach (var setting in Pairs.Where(selection.Contains).GroupBy(pair => pair.Setting))
        {
            SignalTrainPair[] recordings = [.. setting.OrderByDescending(FileSize)];
            pairs.Add(recordings[0]);
            if (recordings.Length > 1)
            {
                findings.Add(PassedOver(recordings));
            }
        }

        return pairs.Count > 0
            ? new SignalTrainDataSet(FolderPath, pairs.DrainToImmutable(), findings.DrainToImmutable())
            : throw FileError.Create(FolderPath, $"no recording of {selection}", $"one of those it has: {Contents()}", "choose others");
    }

    private static IEnumerable<(string Subset, string Path)> SubsetFolders(string folder)
        => from path in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
           from subset in Subsets
           where subset.Equals(Path.GetFileName(path), StringComparison.OrdinalIgnoreCase)
           orderby Subsets.IndexOf(subset)
           select (subset, path);

    // The usual mistakes are a folder too deep and one too high.
    private static InputException NoPair(string folder, List<string> findings)
    {
        if (findings.Count > 0)
        {
            return FileError.Create(folder, $"no pair in {findings.Count} WAV files", Layout, $"the first of them is {findings[0].TrimEnd('.')}");
        }

        if (Directory.EnumerateFiles(folder).Select(Path.GetFileName).Any(name => InputName.IsMatch(name!) || TargetName.IsMatch(name!)))
        {
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            return FileError.Create(
                folder,
                "recordings right in it",
                $"them in its subfolders {string.Join(", ", Subsets)}",
                Subsets.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"give the folder above {name}" : $"move them to a subfolder {Subsets[0]}");
        }

        var below = Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).FirstOrDefault(path => SubsetFolders(path).Any());
        return below is null
            ? FileError.Create(folder, Directory.EnumerateFileSystemEntries(folder).Any() ? "no pair" : "an empty folder", Layout, "give the folder above Train, Test and Val")
            : FileError.Create(folder, $"the data set in its subfolder {Path.GetFileName(below)}", Layout, $"give {below}");
    }

    // What both files have counts. A file that is gone since is found missing when it is opened.
    private static long FileSize(SignalTrainPair pair)
    {
        return Math.Min(Length(pair.DryPath), Length(pair.WetPath));

        static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
    }

    private string PassedOver(SignalTrainPair[] recordings)
    {
        var (used, others) = (recordings[0], recordings[1..]);
        var options = new[] { (Name: "--take", Differs: Array.Exists(others, pair => pair.Take != used.Take)), (Name: "--subset", Differs: Array.Exists(others, pair => pair.Subset != used.Subset)) }
            .Where(option => option.Differs)
            .Select(option => option.Name)
            .ToList();
        return $"{FolderPath}: {used.Setting.Name} has {recordings.Length} recordings; used is the longest, {NameOf(used)}, not {string.Join(", ", others.Select(NameOf))}; "
            + $"{(options.Count > 0 ? $"choose with {string.Join(" or ", options)}" : "to use another, move this one elsewhere")}.";
    }

    private string NameOf(SignalTrainPair pair) => Path.GetRelativePath(FolderPath, pair.WetPath);

    private string Contents()
        => string.Join(", ", Pairs.GroupBy(pair => pair.Mode).Select(mode => $"{UnitSetting.Word(mode.Key)} {mode.Min(pair => pair.PeakReduction)} to {mode.Max(pair => pair.PeakReduction)}"))
            + $", take {string.Join(" and ", Pairs.Select(pair => pair.Take).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}"
            + $", subset {string.Join(" and ", Subsets.Where(subset => Pairs.Any(pair => pair.Subset == subset)))}";

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
                Findings.Add($"id {repeated.Key}: in several subsets ({string.Join(", ", repeated.Select(pair => pair.Subset))}); each is a pair of its own.");
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
                name.Groups["take"].Value.ToLowerInvariant(),
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
