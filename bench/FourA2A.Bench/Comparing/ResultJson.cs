using System.Text.Json;
using FourA2A.Bench.Rows;

namespace FourA2A.Bench.Comparing;

/// <summary>The part of a result file that a comparison reads, as <see cref="BenchResults"/> names it.</summary>
internal sealed record ResultJson(string Name, ResultJson.VersionsJson Versions, ResultJson.FiguresJson Figures, Dictionary<string, JsonElement> Tables)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="JsonException">It is not such a file.</exception>
    public static ResultJson Parse(string text) => JsonSerializer.Deserialize<ResultJson>(text, Options) ?? throw new JsonException("It says null.");

    /// <summary>The timed rows; null if it has none.</summary>
    /// <exception cref="JsonException">They are not such rows.</exception>
    public ResultRowJson[]? Rows() => Tables.TryGetValue(BenchRow.Table, out var rows) ? rows.Deserialize<ResultRowJson[]>(Options) : null;

    /// <summary>What it was measured with.</summary>
    internal sealed record VersionsJson(string Processor);

    /// <summary>Figures of the machine.</summary>
    internal sealed record FiguresJson(FigureJson? Clock = null);

    /// <summary>A number with its unit.</summary>
    internal sealed record FigureJson(double Value);
}
