namespace FourA2A.ApproximateBallistics.Spectra;

/// <summary>
/// How a signal lies in the lanes: cut into <see cref="ComplexLanes.Row"/> segments of equal length, which lie side by side. Row n holds sample n of each
/// segment, so that a frame of every segment is a run of whole rows.
/// </summary>
/// <remarks>
/// A frame that begins in a segment ends up to <see cref="Tail"/> rows after it: there, rows hold the beginnings of the next segments once more.
/// Rows are worked on in slabs, which is what threads share out.
/// </remarks>
internal sealed class SegmentLayout
{
    // The slab's samples and derivatives and the spectrum of a frame fit the second-level cache (650 kB at 44.1 kHz), and a clip of 5 s has 14 slabs.
    private const int SlabHops = 4;

    // Rows that are transposed while they are in the first-level cache.
    private const int BlockRows = 64;

    private readonly int hop;

    /// <summary>
    /// A layout.
    /// </summary>
    /// <param name="scales">Scales, longest windows first.</param>
    /// <param name="frameSpan">Frames begin before this sample.</param>
    public SegmentLayout(IReadOnlyList<SpectrogramScale> scales, long frameSpan)
    {
        hop = scales[0].Hop;
        Tail = scales.Max(scale => scale.WindowLength - scale.Hop);
        var hops = (frameSpan + ((long)hop * ComplexLanes.Row) - 1) / ((long)hop * ComplexLanes.Row);
        SegmentRows = checked((int)(hops * hop));
        SlabCount = (int)((hops + SlabHops - 1) / SlabHops);
    }

    /// <summary>Rows in which frames begin: samples of a segment, a multiple of every scale's hop.</summary>
    public int SegmentRows { get; }

    /// <summary>Rows that frames reach beyond the one they begin in.</summary>
    public int Tail { get; }

    /// <summary>Slabs.</summary>
    public int SlabCount { get; }

    /// <summary>Rows from the first of a slab to the first of the next.</summary>
    public int SlabRows => SlabHops * hop;

    /// <summary>Rows of a slab in which frames begin.</summary>
    public int FrameRows(int slab) => Math.Min(SlabRows, SegmentRows - (slab * SlabRows));

    /// <summary>
    /// Fills a slab's rows, those of its tail too. What lies beyond the signal's end is zero.
    /// </summary>
    public void Load(ReadOnlySpan<double> signal, int slab, Span<double> rows)
    {
        rows = rows[..((FrameRows(slab) + Tail) * ComplexLanes.Row)];
        for (var row = 0; row < rows.Length / ComplexLanes.Row; row += BlockRows)
        {
            var block = rows[(row * ComplexLanes.Row)..Math.Min(rows.Length, (row + BlockRows) * ComplexLanes.Row)];
            for (var lane = 0; lane < ComplexLanes.Row; lane++)
            {
                var samples = From(signal, ((long)lane * SegmentRows) + (slab * SlabRows) + row);
                var n = 0;
                for (var at = lane; at < block.Length; at += ComplexLanes.Row)
                {
                    block[at] = n < samples.Length ? samples[n] : 0;
                    n++;
                }
            }
        }
    }

    /// <summary>
    /// The transpose of <see cref="Load"/> for those samples of a signal that lie in the frame rows of a slab: the sum of all the rows they were loaded into.
    /// </summary>
    /// <param name="slabs">Rows of each slab, tails included.</param>
    /// <param name="slab">The slab.</param>
    /// <param name="signal">Receives the sums.</param>
    public void AddUp(LaneRows[] slabs, int slab, Span<double> signal)
    {
        for (var lane = 0; lane < ComplexLanes.Row; lane++)
        {
            Samples(signal, lane, slab).Clear();
        }

        // A sample lies in its own segment, and in those before it as far as their tails reach; there, in each slab that has the row.
        for (var shift = 0; shift < ComplexLanes.Row && shift * (long)SegmentRows < SegmentRows + Tail; shift++)
        {
            for (var source = 0; source < slabs.Length; source++)
            {
                var offset = ((slab - source) * SlabRows) + (shift * SegmentRows);
                var end = Math.Min(FrameRows(slab), FrameRows(source) + Tail - offset);
                for (var row = Math.Max(0, -offset); row < end; row += BlockRows)
                {
                    var rows = slabs[source].Span[((row + offset) * ComplexLanes.Row)..((Math.Min(end, row + BlockRows) + offset) * ComplexLanes.Row)];
                    for (var lane = shift; lane < ComplexLanes.Row; lane++)
                    {
                        AddLane(rows, lane - shift, From(Samples(signal, lane, slab), row));
                    }
                }
            }
        }
    }

    private static void AddLane(ReadOnlySpan<double> rows, int lane, Span<double> samples)
    {
        var count = Math.Min(samples.Length, rows.Length / ComplexLanes.Row);
        for (var n = 0; n < count; n++)
        {
            samples[n] += rows[(n * ComplexLanes.Row) + lane];
        }
    }

    private Span<double> Samples(Span<double> signal, int lane, int slab)
    {
        var samples = From(signal, ((long)lane * SegmentRows) + (slab * SlabRows));
        return samples[..Math.Min(samples.Length, FrameRows(slab))];
    }

    private static Span<double> From(Span<double> signal, long start) => signal[(int)Math.Min(start, signal.Length)..];

    private static ReadOnlySpan<double> From(ReadOnlySpan<double> signal, long start) => signal[(int)Math.Min(start, signal.Length)..];
}
