namespace PtxEmulator;

/// <summary>Extent or position in a grid or block.</summary>
public readonly record struct Dim3(uint X, uint Y = 1, uint Z = 1)
{
    public long Count => (long)X * Y * Z;

    /// <summary>The position of the index-th element in an extent, x fastest.</summary>
    public Dim3 At(long index) => new((uint)(index % X), (uint)(index / X % Y), (uint)(index / X / Y));

    public override string ToString() => $"({X},{Y},{Z})";
}
