using System.Text.Json.Serialization;
using FourA2A.Bench.Rows;

namespace FourA2A.Bench.Comparing;

/// <summary>The part of a timed row that a comparison reads, as <see cref="BenchRow"/> names it.</summary>
internal sealed record ResultRowJson(
    string Engine,
    string Work,
    double Chunks,
    [property: JsonPropertyName("chunk seconds")] double ChunkSeconds,
    [property: JsonPropertyName("times ms")] double[] Times)
{
    [JsonIgnore]
    public RowKey Key => new(Engine, Work, Chunks, ChunkSeconds);

    /// <summary>Whether there are times, all of them positive.</summary>
    [JsonIgnore]
    public bool IsWhole => Times.Length > 0 && Array.TrueForAll(Times, time => time > 0);
}
