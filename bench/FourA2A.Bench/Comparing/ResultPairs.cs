namespace FourA2A.Bench.Comparing;

/// <summary>
/// The results that two paths name: two files, or all files of the same name in two folders that have timed rows.
/// </summary>
internal static class ResultPairs
{
    /// <exception cref="InputException">There are none, or one is a file and the other a folder.</exception>
    public static IReadOnlyList<(ResultFile A, ResultFile B)> Find(string first, string second)
    {
        if (Directory.Exists(first) != Directory.Exists(second))
        {
            var folder = Directory.Exists(first) ? first : second;
            throw new InputException($"{folder}: found a folder and a file, expected two files or two folders; name the .json in the folder.");
        }

        return Directory.Exists(first) ? InFolders(first, second) : [(ResultFile.Read(first), ResultFile.Read(second))];
    }

    private static List<(ResultFile A, ResultFile B)> InFolders(string first, string second)
    {
        var pairs = new List<(ResultFile A, ResultFile B)>();
        foreach (var name in Directory.EnumerateFiles(first, "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal))
        {
            var other = Path.Combine(second, name!);
            if (File.Exists(other) && ResultFile.TryRead(Path.Combine(first, name!)) is { } a && ResultFile.TryRead(other) is { } b)
            {
                pairs.Add((a, b));
            }
        }

        return pairs.Count > 0
            ? pairs
            : throw new InputException($"{second}: found no file with timed rows that is in {first} too, expected at least one; run the same bench twice.");
    }
}
