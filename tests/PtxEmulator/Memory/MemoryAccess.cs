using PtxEmulator.Execution;

namespace PtxEmulator.Memory;

/// <summary>
/// One load, store or atomic of a warp: lanes of <paramref name="Mask"/> access <paramref name="Count"/> consecutive elements
/// of <paramref name="Size"/> bytes at their addresses.
/// </summary>
/// <param name="Warp">Who accesses.</param>
/// <param name="Line">PTX line, for reports.</param>
/// <param name="Instruction">PTX text, for reports.</param>
/// <param name="Mask">Active lanes, bit per lane.</param>
/// <param name="Space">State space of the addresses.</param>
/// <param name="Size">Element size in bytes: 1, 2, 4 or 8.</param>
/// <param name="Count">Elements a lane: 1, 2 or 4 (a vector access is aligned to its whole size).</param>
/// <param name="Order">Semantics.</param>
/// <param name="BlockScope">True for <c>.cta</c> scope, false for <c>.gpu</c> and <c>.sys</c>.</param>
internal readonly record struct MemoryAccess(
    Warp Warp, int Line, string Instruction, uint Mask, StateSpace Space, int Size, int Count, MemoryOrder Order, bool BlockScope);
