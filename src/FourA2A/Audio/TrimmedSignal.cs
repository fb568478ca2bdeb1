namespace FourA2A.Audio;

/// <summary>
/// A stretch of another signal: sample n is <c>source[start + n]</c>. Outside its own range it is zero, whatever the
/// source holds there.
/// </summary>
public sealed class TrimmedSignal : ISignal
{
    private readonly ISignal source;
    private readonly long start;

    /// <summary>
    /// The samples from <paramref name="start"/> on.
    /// </summary>
    /// <param name="source">The signal to cut from; not copied.</param>
    /// <param name="start">First sample; may lie outside the source, which is zero there.</param>
    /// <param name="sampleCount">Number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public TrimmedSignal(ISignal source, long start, long sampleCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sampleCount);
        this.source = source;
        this.start = start;
        SampleCount = sampleCount;
    }

    /// <inheritdoc/>
    public int SampleRate => source.SampleRate;

    /// <inheritdoc/>
    public long SampleCount { get; }

    /// <inheritdoc/>
    public void Read(long start, Span<float> destination)
    {
        var before = (int)Math.Clamp(-start, 0, destination.Length);
        var end = (int)Math.Clamp(SampleCount - start, before, destination.Length);
        destination[..before].Clear();
        source.Read(this.start + start + before, destination[before..end]);
        destination[end..].Clear();
    }
}
