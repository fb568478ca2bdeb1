using System.Text.Json;
using System.Text.Json.Serialization;
using FourA2A.Bench.Rows;

namespace FourA2A.Bench.Comparing;

/// <summary>The part of a result file that a comparison reads, as <see cref="BenchResults"/> names it.</summary>
internal sealed record ResultJson(string Name, Dictionary<string, string> Versions, Dictionary<string, JsonElement> Figures, Dictionary<string, JsonElement> Tables)
{
    /// <summary>Figure that tells the clock.</summary>
    public const string Clock = "clock";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    [JsonIgnore]
    public string? Processor => Versions.GetValueOrDefault("processor");

    [JsonIgnore]
    public double? ClockGigahertz => Figures.TryGetValue(Clock, out var clock) ? clock.GetProperty("value").GetDouble() : null;

    [JsonIgnore]
    public ResultRowJson[]? Rows => Tables.TryGetValue(BenchRow.Table, out var rows) ? rows.Deserialize<ResultRowJson[]>(Options) : null;

    /// <exception cref="JsonException">It is not such a file.</exception>
    public static ResultJson Parse(string text) => JsonSerializer.Deserialize<ResultJson>(text, Options)!;
}
