using System.Text.Json.Serialization;
using FourA2A.Bench.Rows;

namespace FourA2A.Bench.Comparing;

/// <summary>The part of a timed row that a comparison reads, as <see cref="BenchRow"/> names it.</summary>
internal sealed record ResultRowJson(
    string Engine,
    string Work,
    double Chunks,
    [property: JsonPropertyName("chunk seconds")] double ChunkSeconds,
    [property: JsonPropertyName("times ms")] double[] Wall,
    [property: JsonPropertyName("processor ms")] double[]? Processor = null,
    [property: JsonPropertyName("waiting ms")] double[]? Waiting = null)
{
    [JsonIgnore]
    public RowKey Key => new(Engine, Work, Chunks, ChunkSeconds);

    [JsonIgnore]
    public RowTimes Times => new(Wall, Processor ?? [], Waiting ?? []);

    /// <summary>Whether there is a time for each run.</summary>
    [JsonIgnore]
    public bool IsWhole
        => Wall.Length > 0 && Array.TrueForAll(Wall, time => time > 0) && Fits(Times.Processor) && Fits(Times.Waiting);

    private bool Fits(double[] list) => list.Length == 0 || list.Length == Wall.Length;
}
