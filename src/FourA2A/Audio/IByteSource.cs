namespace FourA2A.Audio;

/// <summary>
/// Bytes that can be read anywhere, by several threads at once.
/// </summary>
internal interface IByteSource : IDisposable
{
    /// <summary>What error messages call the source: the path of a file.</summary>
    string Name { get; }

    /// <summary>Number of bytes.</summary>
    long Length { get; }

    /// <summary>
    /// Fills <paramref name="destination"/> with the bytes from <paramref name="offset"/> on, all inside <see cref="Length"/>.
    /// </summary>
    /// <exception cref="InputException">The medium failed or the file has been cut since it was opened.</exception>
    void Read(long offset, Span<byte> destination);
}
