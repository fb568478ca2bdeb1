using System.Runtime.InteropServices;
using FourA2A.Chunks;

namespace FourA2A.Engines.Simd;

/// <summary>
/// The working memory of one worker: everything a kernel touches beside the audio, sized to stay in the first-level
/// cache. Slots are vectors; a buffer is one slot per sample of a block.
/// </summary>
internal sealed class Workspace
{
    private const int SlotCount = (int)Slot.Buffers + ((int)BlockBuffer.Count * (ChunkBatch.BlockLength + 1));

    private const int Alignment = 64;

    private readonly float[] memory;
    private readonly int offset;

    public Workspace()
    {
        memory = GC.AllocateArray<float>((SlotCount * ChunkBatch.Lanes) + (Alignment / sizeof(float)), pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        offset = (int)((Alignment - (address % Alignment)) % Alignment / sizeof(float));
    }

    /// <summary>Bytes of working memory, the double sums of a group included.</summary>
    public static long Bytes => (SlotCount * ChunkBatch.Lanes * sizeof(float)) + (Channels.SumCount * ChunkBatch.Lanes * sizeof(double));

    /// <summary>The memory of the pass that starts at a lane: first float on a 64-byte boundary.</summary>
    public ref float For(int firstLane) => ref memory[offset + (SlotCount * firstLane)];

    /// <summary>Lane sums of the group in work, <c>Channels.SumCount x 16</c>.</summary>
    public double[] Sums { get; } = new double[Channels.SumCount * ChunkBatch.Lanes];
}
