namespace FourA2A.Compressor;

/// <summary>
/// What every <see cref="IStreamProcessor"/> asks of a call.
/// </summary>
internal static class StreamArguments
{
    /// <inheritdoc cref="IStreamProcessor.Process"/>
    /// <param name="interleaved">Whole frames, channels interleaved.</param>
    /// <param name="output">Receives as many samples.</param>
    /// <param name="channelCount">Samples per frame.</param>
    public static void Check(ReadOnlySpan<float> interleaved, Span<float> output, int channelCount)
    {
        if (interleaved.Length % channelCount != 0)
        {
            throw new ArgumentException(
                $"Expected whole frames of {channelCount} samples, found {interleaved.Length} samples.", nameof(interleaved));
        }

        if (output.Length < interleaved.Length)
        {
            throw new ArgumentException(
                $"Expected room for {interleaved.Length} samples, found {output.Length}.", nameof(output));
        }

        if (interleaved.Overlaps(output, out var offset) && offset != 0)
        {
            throw new ArgumentException(
                $"Expected the same memory as the input or memory apart from it, found an offset of {offset} samples.", nameof(output));
        }
    }
}
