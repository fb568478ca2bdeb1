namespace FourA2A.ApproximateBallistics;

/// <summary>
/// The latest values of a stream, in order and in one piece; zeros before its beginning.
/// </summary>
/// <param name="length">How many values are kept.</param>
internal sealed class SlidingWindow<T>(int length)
    where T : unmanaged
{
    // Twice the length: the values move once in as many additions as there are of them.
    private readonly T[] buffer = new T[2 * length];
    private int start;

    /// <summary>The latest values, oldest first. Valid until the next one is added.</summary>
    public ReadOnlySpan<T> Values => buffer.AsSpan(start, Length);

    private int Length => buffer.Length / 2;

    /// <summary>
    /// Adds a value; the oldest one goes.
    /// </summary>
    public void Add(T value)
    {
        if (start == Length)
        {
            Values.CopyTo(buffer);
            start = 0;
        }

        buffer[start + Length] = value;
        start++;
    }
}
