namespace FourA2A.Audio;

/// <summary>
/// Bytes in memory.
/// </summary>
internal sealed class MemoryByteSource(string name, ReadOnlyMemory<byte> bytes) : IByteSource
{
    public string Name { get; } = name;

    public long Length => bytes.Length;

    public void Read(long offset, Span<byte> destination)
        => bytes.Span.Slice(checked((int)offset), destination.Length).CopyTo(destination);

    public void Dispose()
    {
        // The memory is the caller's.
    }
}
