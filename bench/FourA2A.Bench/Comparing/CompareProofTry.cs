using FourA2A.Bench.Rows;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// One try of <see cref="CompareProof"/>.
/// </summary>
/// <param name="PlantedRow">Where the slowdown was.</param>
/// <param name="Alike">Two runs of the same.</param>
/// <param name="Planted">A run of the same and one with the slowdown.</param>
/// <param name="Load">Load of the machine at the end.</param>
internal sealed record CompareProofTry(RowKey PlantedRow, RunComparison Alike, RunComparison Planted, string Load)
{
    /// <summary>Whether the runs of the same are called the same.</summary>
    public bool IsSame => Alike.Verdict == Verdict.Same;

    /// <summary>Whether the slowdown is found, in the row where it is.</summary>
    public bool IsFound => Slowed.Verdict == Verdict.Slower;

    /// <summary>The row with the slowdown.</summary>
    public RowComparison Slowed => Planted.Rows.First(row => row.Row == PlantedRow);

    /// <summary>Other rows that are called slower or faster than their like, in both comparisons.</summary>
    public int FalseAlarms => Alike.Rows.Concat(Planted.Rows.Where(row => row.Row != PlantedRow)).Count(row => row.Verdict != Verdict.Same);
}
