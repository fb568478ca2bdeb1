namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// All bits set: a NaN that no kernel makes. Results are filled with it, so that a sample left out shows; so are the gaps between chunks, so that a read
/// past a chunk's end shows in the result and a write there shows in the gap.
/// </summary>
internal static class Poison
{
    /// <summary>Each byte of it.</summary>
    public const byte Byte = 0xff;

    private const uint Bits = 0xffffffff;

    public static float Value { get; } = BitConverter.UInt32BitsToSingle(Bits);

    public static bool Is(float sample) => BitConverter.SingleToUInt32Bits(sample) == Bits;
}
