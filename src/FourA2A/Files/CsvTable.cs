using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace FourA2A.Files;

/// <summary>
/// A table as it stands in a CSV file: one header row with units in the names, then one row a record. A cell without a value is empty.
/// </summary>
public sealed class CsvTable
{
    private readonly List<ImmutableArray<string>> rows = [];
    private string name = "table";

    /// <summary>
    /// A table without rows.
    /// </summary>
    public CsvTable(params ImmutableArray<string> header) => Header = header;

    /// <summary>Names of the columns.</summary>
    public ImmutableArray<string> Header { get; }

    /// <summary>The rows, each with a cell for every column.</summary>
    public IReadOnlyList<ImmutableArray<string>> Rows => rows;

    /// <summary>A number as a cell: the shortest text that gives the same double back; nothing for NaN and infinity.</summary>
    public static string Cell(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : string.Empty;

    /// <summary>The number in a cell; NaN in an empty one.</summary>
    /// <exception cref="FormatException">There is text in it that is no number.</exception>
    public static double Number(string cell) => TryNumber(cell) ?? throw new FormatException($"Expected a number or nothing, found '{cell}'.");

    /// <summary>
    /// Appends a row.
    /// </summary>
    /// <exception cref="ArgumentException">It has not one cell for every column.</exception>
    public void Add(params ImmutableArray<string> row)
    {
        if (row.Length != Header.Length)
        {
            throw new ArgumentException($"Expected {Header.Length} cells, found {row.Length}.", nameof(row));
        }

        rows.Add(row);
    }

    /// <summary>
    /// Reads a file.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="required">Columns that it must have.</param>
    /// <exception cref="InputException">It cannot be read, is no table, or lacks a column.</exception>
    public static CsvTable Read(string path, params ReadOnlySpan<string> required)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: found no readable file ({exception.Message.ReplaceLineEndings(" ")}), expected a CSV file; check path and permissions.", exception);
        }

        return Parse(text, path, required);
    }

    /// <summary>
    /// Reads a table from text.
    /// </summary>
    /// <param name="text">The content of a file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="required">Columns that it must have.</param>
    /// <exception cref="InputException">It is no table, or lacks a column.</exception>
    public static CsvTable Parse(string text, string name, params ReadOnlySpan<string> required)
    {
        try
        {
            using var reader = CsvReader.FromText(text, new CsvReaderOptions { HasHeader = false });
            if (!reader.Read())
            {
                throw new InputException($"{name}: found an empty file, expected a CSV file with a header row; check the file.");
            }

            var table = new CsvTable(Record(reader)) { name = name };
            while (reader.Read())
            {
                table.AddRecord(Record(reader));
            }

            foreach (var column in required)
            {
                if (!table.Header.Contains(column, StringComparer.Ordinal))
                {
                    throw new InputException($"{name}: found no column {column}, expected it beside {string.Join(", ", table.Header)}; correct the file.");
                }
            }

            return table;
        }
        catch (CsvFormatException exception)
        {
            throw new InputException($"{name}: found no CSV ({exception.Message.ReplaceLineEndings(" ")}), expected a table; correct the file.", exception);
        }
    }

    /// <summary>The cells of a column, by its name.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IEnumerable<string> Column(string name)
    {
        var index = Header.IndexOf(name);
        return index >= 0
            ? rows.Select(row => row[index])
            : throw new ArgumentException($"Expected one of {string.Join(", ", Header)}, found '{name}'.", nameof(name));
    }

    /// <summary>The numbers of a column, NaN for an empty cell.</summary>
    /// <exception cref="InputException">There is text in a cell that is no number.</exception>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public double[] Numbers(string column) => [.. Column(column).Select((cell, row) => TryNumber(cell) ?? throw new InputException(
        $"{name}: {column}: found '{cell}' in row {row + 1}, expected a number or nothing; correct the file."))];

    /// <summary>The table as the text of a CSV file, lines ended by a line feed.</summary>
    public override string ToString()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = CsvWriter.Create(text, new CsvWriterOptions { HasHeader = false, NewLine = "\n" }, leaveOpen: true))
        {
            writer.WriteRecord(Header.AsSpan());
            foreach (var row in rows)
            {
                writer.WriteRecord(row.AsSpan());
            }
        }

        return text.ToString();
    }

    /// <summary>Writes a new file.</summary>
    /// <inheritdoc cref="AtomicFile.WriteNew" path="/exception"/>
    public void WriteNew(string path) => AtomicFile.WriteNew(path, Save);

    /// <summary>Writes a file in the place of one that this program made before.</summary>
    /// <inheritdoc cref="AtomicFile.Replace" path="/exception"/>
    public void Replace(string path) => AtomicFile.Replace(path, Save);

    private static double? TryNumber(string cell)
        => cell.Length == 0 ? double.NaN : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ImmutableArray<string> Record(CsvReader reader)
        => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    private void AddRecord(ImmutableArray<string> record)
    {
        if (record.Length != Header.Length)
        {
            throw new InputException($"{name}: found {record.Length} cells in row {rows.Count + 1}, expected {Header.Length} as in the header row; correct the file.");
        }

        rows.Add(record);
    }

    private void Save(Stream stream) => stream.Write(System.Text.Encoding.UTF8.GetBytes(ToString()));
}
