namespace FourA2A.Compressor;

/// <summary>
/// A compressor at work on a stream, its state carried from call to call: one instance a stream, one thread at a time.
/// </summary>
public interface IStreamProcessor
{
    /// <summary>
    /// Compresses the next samples of the stream. The output does not depend, to the bit, on how the stream is cut into calls.
    /// </summary>
    /// <param name="interleaved">Whole frames, channels interleaved.</param>
    /// <param name="output">Receives as many samples; either the same memory as the input or apart from it.</param>
    /// <exception cref="ArgumentException">The input ends within a frame, or the output is shorter than the input or
    /// overlaps it with an offset.</exception>
    void Process(ReadOnlySpan<float> interleaved, Span<float> output);
}
