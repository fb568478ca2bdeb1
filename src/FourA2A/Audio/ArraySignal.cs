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
        var from = Math.Max(start, 0);
        var offset = (int)Math.Min(from - start, destination.Length);
        var count = (int)Math.Clamp(SampleCount - from, 0, destination.Length - offset);
        destination[..offset].Clear();
        Samples.Slice((int)Math.Min(from, SampleCount), count).CopyTo(destination[offset..]);
        destination[(offset + count)..].Clear();
    }
}
