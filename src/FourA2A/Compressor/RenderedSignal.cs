using FourA2A.Audio;

namespace FourA2A.Compressor;

/// <summary>
/// A mono signal rendered with settings while it is read. Read forwards, each sample is rendered once and little is kept; a read further
/// back than what is kept begins again at the first sample.
/// </summary>
/// <param name="dry">The dry signal.</param>
/// <param name="settings">Settings of a compressor of any model.</param>
public sealed class RenderedSignal(ISignal dry, ICompressorSettings settings) : ISignal
{
    private const int BlockLength = 1 << 14;
    private const int KeptBlocks = 8;

    private readonly Lock gate = new();
    private readonly float[] kept = new float[KeptBlocks * BlockLength];
    private IStreamProcessor processor = settings.CreateProcessor(dry.SampleRate);

    // Kept are the samples keptStart .. position - 1.
    private long keptStart;
    private long position;

    /// <inheritdoc/>
    public int SampleRate => dry.SampleRate;

    /// <inheritdoc/>
    public long SampleCount => dry.SampleCount;

    /// <inheritdoc/>
    public void Read(long start, Span<float> destination)
    {
        destination.Clear();
        var end = Math.Min(start + destination.Length, SampleCount);
        lock (gate)
        {
            for (var next = Math.Max(start, 0); next < end;)
            {
                if (next < keptStart)
                {
                    (keptStart, position, processor) = (0, 0, settings.CreateProcessor(SampleRate));
                }

                if (next >= position)
                {
                    RenderBlock();
                    continue;
                }

                var count = (int)(Math.Min(end, position) - next);
                kept.AsSpan((int)(next - keptStart), count).CopyTo(destination[(int)(next - start)..]);
                next += count;
            }
        }
    }

    private void RenderBlock()
    {
        if (position - keptStart == kept.Length)
        {
            kept.AsSpan(BlockLength).CopyTo(kept);
            keptStart += BlockLength;
        }

        var block = kept.AsSpan((int)(position - keptStart), BlockLength);
        dry.Read(position, block);
        processor.Process(block, block);
        position += BlockLength;
    }
}
