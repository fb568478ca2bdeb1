namespace PtxEmulator.Memory;

/// <summary>
/// What a strong write hands to those that read it and acquire: the writer's clock at its release.
/// </summary>
/// <param name="Device">For threads of any block; null if the release had block scope, or if there was none.</param>
/// <param name="InBlock">For threads of the writer's own block; null if there was no release.</param>
/// <param name="Block">The writer's block.</param>
internal readonly record struct Publication(VectorClock? Device, VectorClock? InBlock, BlockClock Block)
{
    public bool IsEmpty => InBlock is null;

    /// <summary>What an atomic hands on: its own and that of the write it has read, whose chain it continues.</summary>
    public Publication After(Publication earlier) => new(
        FenceState.Join(Device, earlier.Device),
        FenceState.Join(InBlock, earlier.For(Block)),
        Block);

    /// <summary>What a thread of a block gets.</summary>
    public VectorClock? For(BlockClock block) => ReferenceEquals(block, Block) ? InBlock : Device;
}
