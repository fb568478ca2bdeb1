using System.Runtime.InteropServices;

namespace FourA2A.Chunks;

/// <summary>
/// The memory of a <see cref="ChunkBatch"/>: dry signal, level and target of each group on 64-byte boundaries.
/// </summary>
internal sealed class ChunkStorage
{
    // 64 bytes: one Vector512 and one cache line.
    private const int Alignment = 64;

    private readonly AlignedArray[] dry;
    private readonly AlignedArray[] level;
    private readonly AlignedArray[] target;

    public ChunkStorage(int groups, int groupLength)
    {
        (GroupCount, GroupLength) = (groups, groupLength);
        dry = Allocate();
        level = Allocate();
        target = Allocate();
    }

    public int GroupCount { get; }

    /// <summary>Values of a group in each of the three.</summary>
    public int GroupLength { get; }

    public Span<float> Dry(int group) => dry[group].Span;

    public Span<float> Level(int group) => level[group].Span;

    public Span<float> Target(int group) => target[group].Span;

    private AlignedArray[] Allocate()
    {
        var arrays = new AlignedArray[GroupCount];
        for (var group = 0; group < arrays.Length; group++)
        {
            arrays[group] = new AlignedArray(GroupLength);
        }

        return arrays;
    }

    // Pinned so that the boundary found at allocation stays where it is.
    private readonly struct AlignedArray
    {
        private readonly float[] array;
        private readonly int offset;
        private readonly int length;

        public AlignedArray(int length)
        {
            this.length = length;
            array = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
            var address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
            HugePages.Advise(address, (long)array.Length * sizeof(float));
            offset = (int)((Alignment - (address % Alignment)) % Alignment / sizeof(float));
        }

        public Span<float> Span => array.AsSpan(offset, length);
    }
}
