using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FourA2A.Bench.Rows;

namespace FourA2A.Bench;

/// <summary>
/// The figures of one measurement, in the order in which they were added. Written as <c>MACHINE/NAME.json</c>
/// for programs and <c>NAME.md</c> for people, with the versions that they belong to, in <see cref="Machine.ResultsFolder"/>.
/// </summary>
/// <param name="name">Name of the files.</param>
/// <param name="title">Heading for people.</param>
/// <param name="command">The arguments of the bench program that make these figures.</param>
internal sealed partial class BenchResults(string name, string title, string command)
{
    private const int FormatVersion = 1;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<(string Name, JsonValue Value, string Unit)> figures = [];
    private readonly List<(string Name, string[] Columns, List<JsonNode[]> Rows)> tables = [];

    /// <summary>Adds a number with its unit; an empty unit where it is a count or a ratio.</summary>
    public void Add(string figure, double value, string unit = "") => figures.Add((figure, JsonValue.Create(value), unit));

    /// <summary>Adds a word.</summary>
    public void Add(string figure, string value) => figures.Add((figure, JsonValue.Create(value), ""));

    /// <summary>Adds a table; units belong into the names of its columns.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">Numbers, words, and arrays of numbers, which are for programs only; as many as there are columns.</param>
    public void AddTable(string table, string[] columns, IEnumerable<object[]> rows)
        => tables.Add((table, columns, [.. rows.Select(row => Array.ConvertAll(row, Value))]));

    /// <summary>Adds the rows of what was timed.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="bytes">What the bytes are that GB/s counts.</param>
    public void AddRows(IEnumerable<BenchRow> rows, string bytes)
    {
        Add("GB/s counts", bytes);
        AddTable(BenchRow.Table, BenchRow.Columns, rows.Select(row => row.Cells()));
    }

    /// <summary>
    /// Writes both files and prints the one for people.
    /// </summary>
    /// <param name="machine">Name of the folder; this machine's if null.</param>
    /// <returns>The folder.</returns>
    public string Write(string? machine = null)
    {
        var folder = Path.Combine(Machine.ResultsFolder(), machine ?? Machine.FolderName());
        Directory.CreateDirectory(folder);
        var versions = Machine.Versions(machine is null);
        var markdown = Markdown(versions);
        File.WriteAllText(Path.Combine(folder, $"{name}.json"), OneLine(Json(versions).ToJsonString(Indented)) + "\n");
        File.WriteAllText(Path.Combine(folder, $"{name}.md"), markdown);
        Console.Write(markdown);
        return folder;
    }

    private static JsonNode Value(object value) => value switch
    {
        string text => JsonValue.Create(text),
        double[] numbers => new JsonArray([.. numbers.Select(number => (JsonNode?)JsonValue.Create(number))]),
        IConvertible number => JsonValue.Create(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"Expected a number or a word, found {value.GetType().Name}.", nameof(value)),
    };

    // Arrays of numbers on one line each.
    private static string OneLine(string json) => NumberArray().Replace(json, array => Gap().Replace(array.Value, " ").Replace("[ ", "[", StringComparison.Ordinal).Replace(" ]", "]", StringComparison.Ordinal));

    [GeneratedRegex(@"\[[\s\d.,eE+-]+\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: -1)]
    private static partial Regex NumberArray();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: -1)]
    private static partial Regex Gap();

    private JsonObject Json(IReadOnlyList<(string Name, string Value)> versions)
    {
        var json = new JsonObject { ["version"] = FormatVersion, ["name"] = name, ["title"] = title, ["command"] = command };
        json["versions"] = new JsonObject(versions.Select(v => KeyValuePair.Create(v.Name, (JsonNode?)JsonValue.Create(v.Value))));
        json["figures"] = new JsonObject(figures.Select(f => KeyValuePair.Create(
            f.Name, (JsonNode?)new JsonObject { ["value"] = f.Value.DeepClone(), ["unit"] = f.Unit })));
        json["tables"] = new JsonObject(tables.Select(t => KeyValuePair.Create(
            t.Name,
            (JsonNode?)new JsonArray([.. t.Rows.Select(row => new JsonObject(
                row.Select((value, c) => KeyValuePair.Create(t.Columns[c], (JsonNode?)value.DeepClone()))))]))));
        return json;
    }

    private string Markdown(IReadOnlyList<(string Name, string Value)> versions)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {title}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Made by `dotnet run -c Release --project bench/FourA2A.Bench -- {command}`.\n\n");
        if (figures.Count > 0)
        {
            AppendTable(text, ["figure", "value"], figures.Select(f => new[] { f.Name, $"{Cell(f.Value)} {f.Unit}".TrimEnd() }));
        }

        foreach (var (table, columns, rows) in tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {table}\n\n");
            var shown = Enumerable.Range(0, columns.Length).Where(c => !rows.Exists(row => row[c] is JsonArray)).ToArray();
            AppendTable(text, Array.ConvertAll(shown, c => columns[c]), rows.Select(row => Array.ConvertAll(shown, c => Cell(row[c].AsValue()))));
        }

        text.Append("\n## Versions\n\n");
        AppendTable(text, ["what", "version"], versions.Select(v => new[] { v.Name, v.Value }));
        return text.ToString();
    }

    // Six digits are more than a measurement is good for.
    private static string Cell(JsonValue value)
        => value.TryGetValue<double>(out var number) ? number.ToString("G6", CultureInfo.InvariantCulture) : value.GetValue<string>();

    private static void AppendTable(StringBuilder text, string[] columns, IEnumerable<string[]> rows)
    {
        foreach (var row in rows.Prepend(Array.ConvertAll(columns, _ => "---")).Prepend(columns))
        {
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }
    }
}
