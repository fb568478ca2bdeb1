namespace FourA2A.Audio;

/// <summary>
/// A signal held in memory.
/// </summary>
/// <param name="samples">The samples; not copied.</param>
/// <param name="sampleRate">Samples per second.</param>
public sealed class ArraySignal(ReadOnlyMemory<float> samples, int sampleRate) : ISignal
{
    /// <inheritdoc/>
    public int SampleRate { get; } = sampleRate;

    /// <inheritdoc/>
    public long SampleCount => samples.Length;

    /// <summary>The samples.</summary>
    public ReadOnlySpan<float> Samples => samples.Span;

    /// <inheritdoc/>
    public void Read(long start, Span<float> destination)
    {
        var from = Math.Clamp(start, 0, SampleCount);
        var to = Math.Clamp(start + destination.Length, from, SampleCount);
        var offset = (int)Math.Min(from - start, destination.Length);
        var count = Math.Min((int)(to - from), destination.Length - offset);
        destination[..offset].Clear();
        Samples.Slice((int)from, count).CopyTo(destination[offset..]);
        destination[(offset + count)..].Clear();
    }
}
