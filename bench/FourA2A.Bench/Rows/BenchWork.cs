namespace FourA2A.Bench.Rows;

/// <summary>
/// A piece of work that is timed, and what it cannot do without.
/// </summary>
/// <param name="Engine">Who does it.</param>
/// <param name="Work">What is done.</param>
/// <param name="Shape">On what.</param>
/// <param name="MemoryBytes">Most memory in use beyond the audio.</param>
/// <param name="Bytes">Bytes that it must move at least.</param>
/// <param name="Bound">What it is held against.</param>
/// <param name="BoundAmount">How much of that it needs, in the unit of <see cref="Bound.Amount"/>.</param>
/// <param name="Take">Does it once and returns the seconds.</param>
internal sealed record BenchWork(
    string Engine, string Work, BatchShape Shape, double MemoryBytes, double Bytes, Bound Bound, double BoundAmount, Func<double> Take)
{
    /// <summary>What its row is found by.</summary>
    public RowKey Key => new(Engine, Work, Shape.Chunks, Shape.ChunkSeconds);
}
