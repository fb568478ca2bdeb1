using System.Text.Json;
using FourA2A.Bench.Rows;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// What a comparison needs of a file that <see cref="BenchResults"/> wrote.
/// </summary>
/// <param name="Path">Where it came from.</param>
/// <param name="Name">Name of the verb.</param>
/// <param name="Processor">What it ran on.</param>
/// <param name="ClockGigahertz">Clock of the processor; null where it was not measured.</param>
/// <param name="Rows">The timed rows: single times in milliseconds, in the order in which they were taken.</param>
internal sealed record ResultFile(string Path, string Name, string Processor, double? ClockGigahertz, IReadOnlyDictionary<RowKey, double[]> Rows)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">There is none, or it is not the result of a bench that times rows.</exception>
    public static ResultFile Read(string path)
        => TryRead(path) ?? throw new InputException($"{path}: found no timed rows, expected the .json of a bench that times some; compare hessian.json, for example.");

    /// <summary>Reads a file; null if it has no timed rows, as some verbs have none.</summary>
    /// <exception cref="InputException">There is none, or it is not the result of a bench.</exception>
    public static ResultFile? TryRead(string path)
    {
        ResultJson json;
        ResultRowJson[]? timed;
        try
        {
            json = ResultJson.Parse(File.ReadAllText(path));
            timed = json.Rows();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message}), expected the .json of a bench; check the name.", exception);
        }
        catch (JsonException exception)
        {
            throw NoResult(path, exception);
        }

        if (timed is not { Length: > 0 })
        {
            return null;
        }

        var rows = new Dictionary<RowKey, double[]>();
        foreach (var row in timed)
        {
            if (!row.IsWhole || !rows.TryAdd(row.Key, row.Times))
            {
                throw new InputException($"{path}: found row {row.Key} twice or without times, expected rows that differ, with a positive time of each run; measure again.");
            }
        }

        return new(path, json.Name, json.Versions.Processor, json.Figures.Clock?.Value, rows);
    }

    private static InputException NoResult(string path, JsonException exception)
        => new($"{path}: found something else ({exception.Message.ReplaceLineEndings(" ")}), expected the .json of a bench; compare hessian.json, for example.", exception);
}
