using System.Globalization;
using System.Text.Json;

namespace FourA2A.Bench.Readme;

/// <summary>
/// A table of a result file, or a part of it, or of several files one below the other; see <see cref="ReadmeTables"/>.
/// </summary>
/// <param name="Files">Machine and name of each file.</param>
/// <param name="Table">Name of the table.</param>
/// <param name="Columns">Names of columns, and their headings.</param>
/// <param name="Where">Names of columns, and the values that they may have.</param>
internal sealed record ReadmeTable(
    IReadOnlyList<string> Files, string Table, IReadOnlyList<(string Name, string Heading)> Columns, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Where)
{
    private const string Figures = "figures";

    private const double SmallestPlain = 1e-5;

    private const StringSplitOptions Trim = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>Reads the lines <c>file</c>, <c>table</c>, <c>columns</c> and <c>where</c>, of which the last may be missing.</summary>
    public static ReadmeTable Parse(string lines)
    {
        var values = lines.Split('\n', Trim).Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[^1], StringComparer.Ordinal);
        string Value(string key) => values.TryGetValue(key, out var value) ? value : throw Error($"a table without a line '{key}: '", "one", "add it");
        var where = values.GetValueOrDefault("where", "").Split(';', Trim).Select(term => term.Split(" = ", 2, Trim));
        return new(
            Value("file").Split(" | ", Trim),
            Value("table"),
            [.. Value("columns").Split(';', Trim).Select(column => column.Split(" = ", Trim)).Select(column => (column[0], column[^1]))],
            [.. where.Select(term => (term[0], (IReadOnlyList<string>)term[^1].Split(" | ", Trim)))]);
    }

    /// <summary>The table, after a line for each file that says by which command, where and from which commit it comes; files that are not there are left out.</summary>
    public string Markdown(string resultsFolder)
    {
        var paths = Files.Select(file => Path.Combine(resultsFolder, $"{file}.json")).Where(File.Exists).ToList();
        if (paths.Count == 0)
        {
            // The verb; a number after it counts its files.
            return $"Not measured yet; `./build.sh bench {Files[0][(Files[0].IndexOf('/', StringComparison.Ordinal) + 1)..].TrimEnd("-0123456789".ToCharArray())}` does.";
        }

        var sources = new List<string>();
        var rows = new List<Dictionary<string, (string Exact, string Short)>>();
        foreach (var path in paths)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            var versions = root.GetProperty("versions");
            sources.Add($"`./build.sh bench {root.GetProperty("command").GetString()}`, {versions.GetProperty("processor").GetString()}, commit {versions.GetProperty("commit").GetString()}");
            rows.AddRange(Rows(root).Where(row => Where.All(term => term.Values.Contains(Cell(row, term.Name).Exact, StringComparer.Ordinal))));
        }

        if (rows.Count == 0)
        {
            throw Error($"no row for '{string.Join("; ", Where.Select(term => $"{term.Name} = {string.Join(" | ", term.Values)}"))}' in {FileNames}", "some", "correct it");
        }

        string[] lines =
        [
            $"{string.Join(";\n", sources)}:",
            "",
            Line(Columns.Select(column => column.Heading)),
            Line(Columns.Select(_ => "---")),
            .. rows.Select(row => Line(Columns.Select(column => Cell(row, column.Name).Short))),
        ];
        return string.Join('\n', lines);
    }

    /// <summary>A number in three digits, thousands set apart; with a power of ten where there were too many zeros.</summary>
    public static string Short(double number)
    {
        if (number == 0 || !double.IsFinite(number))
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        if (Math.Abs(number) < SmallestPlain)
        {
            return number.ToString("0.##e-0", CultureInfo.InvariantCulture);
        }

        var digits = 2 - (int)Math.Floor(Math.Log10(Math.Abs(number)));
        var unit = Math.Pow(10, Math.Max(0, -digits));
        return (Math.Round(number / unit, Math.Clamp(digits, 0, 15)) * unit).ToString("#,0.###############", CultureInfo.InvariantCulture);
    }

    private string FileNames => string.Join(" | ", Files);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static InputException Error(string found, string expected, string advice) => new($"README.md: found {found}, expected {expected}; {advice}.");

    private List<Dictionary<string, (string Exact, string Short)>> Rows(JsonElement root)
    {
        if (string.Equals(Table, Figures, StringComparison.Ordinal))
        {
            return [.. root.GetProperty(Figures).EnumerateObject().Select(figure => new Dictionary<string, (string, string)>(StringComparer.Ordinal)
            {
                ["figure"] = (figure.Name, figure.Name),
                ["value"] = Text(figure.Value.GetProperty("value")) is var (exact, brief) ? (exact, $"{brief} {figure.Value.GetProperty("unit").GetString()}".TrimEnd()) : default,
            })];
        }

        return root.GetProperty("tables").TryGetProperty(Table, out var table)
            ? [.. table.EnumerateArray().Select(row => row.EnumerateObject()
                .Where(cell => cell.Value.ValueKind != JsonValueKind.Array)
                .ToDictionary(cell => cell.Name, cell => Text(cell.Value), StringComparer.Ordinal))]
            : throw Error($"the table '{Table}'", $"one that {FileNames} has", "correct the name");
    }

    private (string Exact, string Short) Cell(Dictionary<string, (string Exact, string Short)> row, string column)
        => row.TryGetValue(column, out var cell) ? cell : throw Error($"the column '{column}'", $"one that {FileNames} has in '{Table}'", "correct the name");

    private static (string Exact, string Short) Text(JsonElement value)
        => value.ValueKind == JsonValueKind.Number
            ? (value.GetDouble().ToString(CultureInfo.InvariantCulture), Short(value.GetDouble()))
            : (value.GetString()!, value.GetString()!);
}
