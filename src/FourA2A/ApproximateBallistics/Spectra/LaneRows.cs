using System.Runtime.InteropServices;

namespace FourA2A.ApproximateBallistics.Spectra;

/// <summary>
/// Rows of <see cref="ComplexLanes.Row"/> doubles, zero at first, each on a cache line of its own: no vector lies across two.
/// </summary>
internal sealed class LaneRows
{
    private const int Alignment = 64;

    private readonly double[] array;
    private readonly int offset;
    private readonly int length;

    /// <summary>
    /// Zeroed rows.
    /// </summary>
    public LaneRows(int count)
    {
        // Pinned so that the boundary found at allocation stays where it is.
        length = checked(count * ComplexLanes.Row);
        array = GC.AllocateArray<double>(length + (Alignment / sizeof(double)), pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        offset = (int)((Alignment - (address % Alignment)) % Alignment / sizeof(double));
    }

    /// <summary>All rows.</summary>
    public Span<double> Span => array.AsSpan(offset, length);

    /// <summary>The first double of a row.</summary>
    public ref double Row(int row) => ref Span[row * ComplexLanes.Row];
}
