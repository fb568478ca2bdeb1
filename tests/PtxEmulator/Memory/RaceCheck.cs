using System.Runtime.CompilerServices;

namespace PtxEmulator.Memory;

/// <summary>
/// Tells whether an access is ordered against those before it to the same bytes by other threads, and records it.
/// </summary>
/// <remarks>
/// Two accesses conflict if one of them writes and one is weak (or both are strong, but one has block scope and they come from
/// different blocks). Conflicting accesses must be ordered: by a barrier of the block, by a warp-wide synchronisation within
/// a warp, or by a release that an acquire has read (see <see cref="WarpClock"/>). Which one came first does not matter.
/// </remarks>
internal unsafe ref struct RaceCheck
{
    private readonly AccessLog log;
    private readonly LaunchClock launch;
    private readonly WarpClock me;
    private readonly ref readonly MemoryAccess access;
    private readonly uint stamp;

    /// <summary>Neither weak nor of block scope: cannot race with another such access.</summary>
    private readonly bool isStrong;

    private uint relatedSite;
    private Relation relation;

    public RaceCheck(AccessLog log, LaunchClock launch, WarpClock me, uint[] recent, ref readonly MemoryAccess access)
    {
        (this.log, this.launch, this.me) = (log, launch, me);
        this.access = ref access;
        stamp = log.Stamp(access, me, recent);
        isStrong = access.Order != MemoryOrder.Weak && !access.BlockScope;
    }

    private enum Relation
    {
        Unordered,

        /// <summary>Same warp, no synchronisation between: ordered only within a thread.</summary>
        SameWarp,
        Ordered,
    }

    public readonly AccessLog Log => log;

    /// <summary>A read by one lane, or with <see cref="AccessLog.SeveralLanes"/> by more that read the same.</summary>
    public void Read(MemoryRegion region, ulong offset, int bytes, int lane, uint several = 0)
    {
        var mine = stamp | (uint)lane | several;
        var granule = (nuint)offset >> region.GranuleShift;
        var end = (nuint)(offset + (ulong)bytes) >> region.GranuleShift;
        for (; granule < end; granule++)
        {
            ReadGranule(region.Writers[granule], ref region.Readers[granule], mine);
        }
    }

    public void Write(MemoryRegion region, ulong offset, int bytes, int lane)
    {
        var mine = stamp | (uint)lane;
        var granule = (nuint)offset >> region.GranuleShift;
        var end = (nuint)(offset + (ulong)bytes) >> region.GranuleShift;
        for (; granule < end; granule++)
        {
            WriteGranule(ref region.Writers[granule], ref region.Readers[granule], mine);
        }
    }

    /// <summary>A read by all lanes of consecutive elements of <paramref name="bytes"/> bytes.</summary>
    public void ReadRun(MemoryRegion region, ulong offset, int bytes)
    {
        var perLane = bytes >> region.GranuleShift;
        var count = 32 * perLane;
        var writers = region.Writers + ((nuint)offset >> region.GranuleShift);
        var readers = region.Readers + ((nuint)offset >> region.GranuleShift);
        if (!IsOrderedRun(writers, count, perLane))
        {
            for (var i = 0; i < count; i++)
            {
                ReadGranule(writers[i], ref readers[i], stamp + (uint)(i / perLane));
            }
        }
        else if (StampRun.AllBelow(readers, count, log.Floor)
            || (access.Order == MemoryOrder.Weak && IsOrderedRun(readers, count, perLane)))
        {
            StampRun.Write(readers, count, perLane, stamp);
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                AddReader(ref readers[i], stamp + (uint)(i / perLane));
            }
        }
    }

    /// <summary>A write by all lanes of consecutive elements of <paramref name="bytes"/> bytes.</summary>
    public void WriteRun(MemoryRegion region, ulong offset, int bytes)
    {
        var perLane = bytes >> region.GranuleShift;
        var count = 32 * perLane;
        var writers = region.Writers + ((nuint)offset >> region.GranuleShift);
        var readers = region.Readers + ((nuint)offset >> region.GranuleShift);
        var unread = StampRun.AllBelow(readers, count, log.Floor);
        if (IsOrderedRun(writers, count, perLane) && (unread || IsOrderedRun(readers, count, perLane)))
        {
            StampRun.Write(writers, count, perLane, stamp);
            if (!unread)
            {
                new Span<uint>(readers, count).Clear();
            }
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                WriteGranule(ref writers[i], ref readers[i], stamp + (uint)(i / perLane));
            }
        }
    }

    /// <summary>True if all accesses of a run are surely ordered before this one's; false if they have to be looked at one by one.</summary>
    private bool IsOrderedRun(uint* stamps, int count, int perLane)
    {
        if (StampRun.AllBelow(stamps, count, log.Floor))
        {
            return true;
        }

        if (*stamps < log.Floor || *stamps >= AccessLog.SetFlag || !StampRun.SameSite(stamps, count))
        {
            return false;
        }

        return Relate(*stamps) switch
        {
            Relation.Ordered => true,
            Relation.SameWarp => StampRun.IsLaneByLane(stamps, count, perLane, *stamps & ~(AccessLog.SeveralLanes | 31)),
            _ => false,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReadGranule(uint writer, ref uint reader, uint mine)
    {
        if (writer >= log.Floor && !(isStrong && log.Site(writer) is { IsWeak: false, IsBlockScope: false }))
        {
            Check(writer, mine, "written");
        }

        AddReader(ref reader, mine);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddReader(ref uint reader, uint mine)
    {
        if (reader < log.Floor)
        {
            reader = mine;
        }
        else if (reader != mine)
        {
            AddReaderToOthers(ref reader, mine);
        }
    }

    private void AddReaderToOthers(ref uint reader, uint mine)
    {
        if (log.IsOfThePast(reader))
        {
            reader = mine;
        }
        else if (reader < AccessLog.SetFlag)
        {
            if (!Merge(ref reader, mine))
            {
                reader = log.AddSet(reader, mine);
            }
        }
        else
        {
            ref var set = ref log.Set(reader);
            for (var i = 0; i < ReaderSet.Capacity && set[i] != 0; i++)
            {
                if (Merge(ref set[i], mine))
                {
                    return;
                }
            }

            set.Add(mine);
        }
    }

    /// <summary>
    /// Puts this read in the place of an earlier one if that loses nothing: whatever is ordered after this read is ordered after that one
    /// then, and whatever conflicts with that one conflicts with this.
    /// </summary>
    private bool Merge(ref uint reader, uint mine)
    {
        if (((reader ^ mine) >> AccessLog.SiteShift) == 0)
        {
            reader |= (mine & AccessLog.SeveralLanes) | (((reader ^ mine) & 31) != 0 ? AccessLog.SeveralLanes : 0);
            return true;
        }

        var ordered = Relate(reader) switch
        {
            Relation.Ordered => true,
            Relation.SameWarp => IsSameThread(reader, mine),
            _ => false,
        };
        if (ordered && (access.Order == MemoryOrder.Weak || !log.Site(reader).IsWeak))
        {
            reader = mine;
            return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteGranule(ref uint writer, ref uint reader, uint mine)
    {
        if (writer >= log.Floor && !(isStrong && log.Site(writer) is { IsWeak: false, IsBlockScope: false }))
        {
            Check(writer, mine, "written");
        }

        if (reader >= log.Floor && CheckReaders(reader, mine))
        {
            reader = 0;
        }

        writer = mine;
    }

    /// <summary>True if all readers are ordered before this write.</summary>
    private bool CheckReaders(uint reader, uint mine)
    {
        if (reader < AccessLog.SetFlag)
        {
            return Check(reader, mine, "read");
        }

        if (log.IsOfThePast(reader))
        {
            return true;
        }

        var ordered = true;
        foreach (var member in log.Set(reader))
        {
            ordered &= member == 0 || Check(member, mine, "read");
        }

        return ordered;
    }

    /// <summary>True if the other access is ordered before this one, false if neither is weak.</summary>
    /// <exception cref="EmulationException">They race.</exception>
    private bool Check(uint other, uint mine, string done)
    {
        var found = Relate(other);
        if (found == Relation.Ordered || (found == Relation.SameWarp && IsSameThread(other, mine)))
        {
            return true;
        }

        ref readonly var site = ref log.Site(other);
        var warp = launch.Warp(site.Warp);
        var sameBlock = ReferenceEquals(warp.Block, me.Block);
        if (!site.IsWeak && access.Order != MemoryOrder.Weak && (sameBlock || (!site.IsBlockScope && !access.BlockScope)))
        {
            return false;
        }

        // A stamp of several lanes of this warp may name the very lane that races with the others.
        var sameThread = ReferenceEquals(warp, me) && ((other ^ mine) & 31) == 0;
        throw Race(warp, site.Line, (int)(other & 31) ^ (sameThread ? 1 : 0), sameBlock, done, (int)(mine & 31));
    }

    private static bool IsSameThread(uint other, uint mine) => ((other ^ mine) & 31) == 0 && ((other | mine) & AccessLog.SeveralLanes) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Relation Relate(uint other)
    {
        var site = other >> AccessLog.SiteShift;
        if (site != relatedSite)
        {
            (relatedSite, relation) = (site, Relate(log.Site(other)));
        }

        return relation;
    }

    private readonly Relation Relate(in AccessSite site)
    {
        if (site.Warp == me.Id)
        {
            return site.Epoch < me.Block.Epoch || site.WarpSync < access.Warp.WarpSyncEpoch ? Relation.Ordered : Relation.SameWarp;
        }

        var warp = launch.Warp(site.Warp);
        var known = me.Known;
        var passed = ReferenceEquals(warp.Block, me.Block) ? me.Block.Epoch : known[warp.Block.Slot];
        return site.Epoch < passed || (warp.Slot >= 0 && site.Time <= known[warp.Slot]) ? Relation.Ordered : Relation.Unordered;
    }

    private readonly EmulationException Race(WarpClock other, int line, int lane, bool sameBlock, string done, int myLane)
    {
        var where = sameBlock ? $"thread {other.ThreadAt(lane)} of the same block" : $"thread {other.ThreadAt(lane)} of block {other.Block.Index}";
        var cure = !sameBlock ? "no release and acquire order the two"
            : ReferenceEquals(other, me) ? "no barrier and no bar.warp.sync stands between the two"
            : "no barrier stands between the two";
        return access.Warp.Fault(
            log.IsShared ? EmulationFault.SharedRace : EmulationFault.GlobalRace,
            access.Line,
            access.Instruction,
            myLane,
            $"accesses {(log.IsShared ? "shared" : "global")} memory that {where} has {done} at line {line}; {cure}");
    }
}
