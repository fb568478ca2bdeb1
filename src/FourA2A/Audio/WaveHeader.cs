namespace FourA2A.Audio;

/// <summary>
/// What the chunks in front of the samples say, already checked against the bytes that are there.
/// </summary>
/// <param name="Format">The samples' format.</param>
/// <param name="DataOffset">Byte of the first sample.</param>
/// <param name="FrameCount">Whole frames present.</param>
/// <param name="DeclaredFrameCount">Frames the header promises; at least <paramref name="FrameCount"/>.</param>
internal sealed record WaveHeader(WaveFormat Format, long DataOffset, long FrameCount, long DeclaredFrameCount);
