namespace PtxEmulator.Memory;

/// <summary>Time of a warp of a launch, as the order of accesses is told by it.</summary>
/// <param name="launch">The launch.</param>
/// <param name="block">Its block.</param>
/// <param name="id">Number in the launch.</param>
/// <param name="number">Number in the block.</param>
internal sealed class WarpClock(LaunchClock launch, BlockClock block, int id, int number)
{
    /// <summary>What the warp alone has acquired since its block's last barrier, with all that the block knows.</summary>
    private VectorClock? own;

    private VectorClock? lastAcquired;
    private VectorClock? lastRead;

    public BlockClock Block { get; } = block;

    public int Id { get; } = id;

    public int Number { get; } = number;

    /// <summary>Slot of <see cref="Time"/> in vector clocks; negative until the warp first releases.</summary>
    public int Slot { get; private set; } = -1;

    /// <summary>Releases so far, plus one.</summary>
    public int Time { get; private set; } = 1;

    public VectorClock Known => own ?? Block.Known;

    public FenceState Fence { get; set; }

    /// <summary>Stamps of the warp's last accesses to device memory, by line.</summary>
    public uint[] GlobalStamps { get; } = new uint[AccessLog.RecentStamps];

    /// <summary>Stamps of the warp's last accesses to shared memory, by line.</summary>
    public uint[] SharedStamps { get; } = new uint[AccessLog.RecentStamps];

    /// <summary>Position of a lane's thread in its block.</summary>
    public Dim3 ThreadAt(int lane) => launch.Threads.At((32L * Number) + lane);

    /// <summary>
    /// A release: the clock that whoever acquires it is ordered by, after this warp's accesses so far and after those of its
    /// block's other warps before the last barrier.
    /// </summary>
    public VectorClock Publish()
    {
        if (Slot < 0)
        {
            Slot = launch.TakeSlot();
        }

        var clock = Known.Copy();
        clock[Block.Slot] = Block.Epoch;
        clock[Slot] = Time++;
        return clock;
    }

    public void Acquire(VectorClock? published)
    {
        if (published is null || ReferenceEquals(published, lastAcquired))
        {
            return;
        }

        own ??= Block.Known.Copy();
        own.Join(published);
        lastAcquired = published;
    }

    /// <summary>A strong read of what has been published.</summary>
    public void Read(Publication publication, MemoryOrder order, bool blockScope)
    {
        var fromOwn = ReferenceEquals(publication.Block, Block);
        if (publication.For(Block) is not { } clock || (blockScope && !fromOwn))
        {
            return;
        }

        if (order is MemoryOrder.Acquire or MemoryOrder.AcquireRelease)
        {
            Acquire(clock);
        }
        else if (!ReferenceEquals(clock, lastRead))
        {
            Fence = fromOwn
                ? Fence with { ReadInBlock = FenceState.Join(Fence.ReadInBlock, clock) }
                : Fence with { Read = FenceState.Join(Fence.Read, clock) };
            lastRead = clock;
        }
    }

    /// <summary>What a strong write publishes.</summary>
    public Publication Write(MemoryOrder order, bool blockScope)
    {
        var released = order is MemoryOrder.Release or MemoryOrder.AcquireRelease ? Publish() : null;
        return new(blockScope ? null : released ?? Fence.Released, released ?? Fence.ReleasedInBlock, Block);
    }

    public void PassFence(bool blockScope)
    {
        Acquire(Fence.ReadInBlock);
        if (blockScope)
        {
            Fence = Fence with { ReleasedInBlock = Publish(), ReadInBlock = null };
        }
        else
        {
            Acquire(Fence.Read);
            var released = Publish();
            Fence = new(released, released, null, null);
        }
    }

    /// <summary>At a barrier: hands what the warp alone knew to the block.</summary>
    public void YieldTo(VectorClock known)
    {
        if (own is not null)
        {
            known.Join(own);
            own = null;
        }
    }
}
