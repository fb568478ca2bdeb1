using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PtxEmulator.Memory;

/// <summary>
/// Accesses of a launch to device memory, or of a block to its shared memory; shadows of memory hold stamps of them.
/// </summary>
/// <remarks>
/// A stamp is a number of an <see cref="AccessSite"/> shifted left by <see cref="SiteShift"/>, plus the lane in its lowest five bits, plus
/// <see cref="SeveralLanes"/> if other lanes of the site have accessed the granule too. With <see cref="SetFlag"/> the other bits are the
/// number of a <see cref="ReaderSet"/>. Numbers go on from launch to launch: what is below <see cref="Floor"/> belongs to the
/// past, so that no launch has to clear shadows.
/// </remarks>
internal sealed class AccessLog(bool isShared)
{
    public const int SiteShift = 6;
    public const uint SeveralLanes = 32;
    public const uint SetFlag = 0x8000_0000;

    /// <summary>Stamps a warp keeps for use in the next round of a loop.</summary>
    public const int RecentStamps = 8;

    /// <summary>
    /// Sites kept before all is forgotten: 230 MB. A launch that has more may hide a race at that point, never show a false one.
    /// </summary>
    private const int Capacity = 1 << 23;

    private const uint NumberLimit = SetFlag >> SiteShift;

    private readonly List<MemoryRegion> regions = [];
    private AccessSite[] sites = new AccessSite[256];
    private ReaderSet[] sets = new ReaderSet[16];
    private uint first = 1;
    private uint next = 1;
    private uint firstSet;
    private uint nextSet;

    /// <summary>True for a block's shared memory.</summary>
    public bool IsShared { get; } = isShared;

    /// <summary>Stamps below are of the past: ordered before everything.</summary>
    public uint Floor { get; private set; } = 1u << SiteShift;

    /// <summary>What strong writes have published, by address of a word.</summary>
    public Dictionary<ulong, Publication> Publications { get; } = [];

    public void Add(MemoryRegion region) => regions.Add(region);

    public void Remove(MemoryRegion region) => regions.Remove(region);

    /// <summary>Starts a launch, or a block: all accesses so far come before those that follow.</summary>
    public void Begin()
    {
        Publications.Clear();
        if (next > NumberLimit - Capacity || nextSet > SetFlag - (2u * Capacity))
        {
            Forget();
        }

        (first, firstSet) = (next, nextSet);
        Floor = first << SiteShift;
    }

    /// <summary>The stamp of an access, lane 0; <paramref name="recent"/> are the warp's in this log.</summary>
    public uint Stamp(in MemoryAccess access, WarpClock warp, uint[] recent)
    {
        var site = new AccessSite(
            warp.Id, access.Line, warp.Block.Epoch, access.Warp.WarpSyncEpoch, warp.Time, access.Order == MemoryOrder.Weak, access.BlockScope);
        ref var last = ref recent[access.Line & (RecentStamps - 1)];
        if (last >= Floor && last < next << SiteShift && Site(last) == site)
        {
            return last;
        }

        if (next - first == Capacity)
        {
            Forget();
        }

        var index = (int)(next - first);
        if (index == sites.Length)
        {
            Array.Resize(ref sites, sites.Length * 2);
        }

        sites[index] = site;
        return last = next++ << SiteShift;
    }

    /// <summary>The site of a stamp that is not of the past.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly AccessSite Site(uint stamp)
    {
        Debug.Assert(stamp >= Floor && stamp < SetFlag, "A stamp of the past has no site.");
        return ref sites[(stamp >> SiteShift) - first];
    }

    public bool IsOfThePast(uint stamp) => stamp < SetFlag ? stamp < Floor : (stamp & ~SetFlag) < firstSet;

    /// <summary>A set of two readers, to be put in their place; only the second when there are too many sets.</summary>
    public uint AddSet(uint reader, uint other)
    {
        var index = (int)(nextSet - firstSet);
        if (index == Capacity)
        {
            return other;
        }

        if (index == sets.Length)
        {
            Array.Resize(ref sets, sets.Length * 2);
        }

        sets[index] = default;
        sets[index].Add(reader);
        sets[index].Add(other);
        return nextSet++ | SetFlag;
    }

    /// <summary>The readers behind a stamp with <see cref="SetFlag"/>.</summary>
    public ref ReaderSet Set(uint stamp) => ref sets[(stamp & ~SetFlag) - firstSet];

    /// <summary>One of the readers behind a stamp with <see cref="SetFlag"/>; 0 if they are of the past.</summary>
    public uint FirstOf(uint stamp) => IsOfThePast(stamp) ? 0 : Set(stamp)[0];

    private void Forget()
    {
        regions.ForEach(region => region.ClearShadows());
        (first, next, firstSet, nextSet) = (1, 1, 0, 0);
        Floor = first << SiteShift;
    }
}
