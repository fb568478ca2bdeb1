namespace FourA2A.Cuda.Driver;

/// <summary>
/// Extent of a grid in blocks or of a block in threads.
/// </summary>
/// <param name="X">Extent along x, which varies fastest.</param>
/// <param name="Y">Extent along y.</param>
/// <param name="Z">Extent along z.</param>
public readonly record struct CudaDim3(int X, int Y = 1, int Z = 1)
{
    /// <summary>Number of elements.</summary>
    public long Count => (long)X * Y * Z;

    /// <summary>An extent along x only.</summary>
    public static implicit operator CudaDim3(int x) => new(x);

    /// <inheritdoc/>
    public override string ToString() => $"({X}, {Y}, {Z})";

    /// <summary>Whether no side is below 1 or beyond that of <paramref name="limit"/>.</summary>
    internal bool FitsIn(CudaDim3 limit) => X >= 1 && Y >= 1 && Z >= 1 && X <= limit.X && Y <= limit.Y && Z <= limit.Z;
}
