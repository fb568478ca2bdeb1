using System.Globalization;

namespace FourA2A.Bench.Rows;

/// <summary>
/// What makes rows of two runs comparable: the same work on the same amount of audio.
/// </summary>
/// <param name="Engine">Who does it.</param>
/// <param name="Work">What is done.</param>
/// <param name="Chunks">Number of chunks.</param>
/// <param name="ChunkSeconds">Length of one.</param>
internal sealed record RowKey(string Engine, string Work, double Chunks, double ChunkSeconds)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Engine}, {Work}, {Chunks:G6} x {ChunkSeconds:G6} s");
}
