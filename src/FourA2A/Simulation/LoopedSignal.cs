using FourA2A.Audio;

namespace FourA2A.Simulation;

/// <summary>
/// A signal of any length made of another one: cut if that is longer, begun again at its end if it is shorter.
/// </summary>
/// <param name="source">The signal, with at least one sample; not copied.</param>
/// <param name="sampleCount">Number of samples.</param>
internal sealed class LoopedSignal(ISignal source, long sampleCount) : ISignal
{
    /// <inheritdoc/>
    public int SampleRate => source.SampleRate;

    /// <inheritdoc/>
    public long SampleCount => sampleCount;

    /// <inheritdoc/>
    public void Read(long start, Span<float> destination)
    {
        var before = (int)Math.Clamp(-start, 0, destination.Length);
        var end = (int)Math.Clamp(sampleCount - start, before, destination.Length);
        destination[..before].Clear();
        destination[end..].Clear();
        for (int from = before, count; from < end; from += count)
        {
            var position = (start + from) % source.SampleCount;
            count = (int)Math.Min(end - from, source.SampleCount - position);
            source.Read(position, destination.Slice(from, count));
        }
    }
}
