using PtxEmulator.Memory;

namespace PtxEmulator.Execution;

/// <summary>
/// A decoded instruction. Operands are offsets of columns in a warp's register file (32 lanes side by side), constants included,
/// so that execution never asks what an operand is.
/// </summary>
internal sealed unsafe class Instruction
{
    /// <summary>Line in the PTX source, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The statement as the source has it.</summary>
    public required string Text { get; init; }

    public InstructionClass Class { get; set; }

    /// <summary>Whatever is not <see cref="Flow.Next"/> moves the warp itself, and does so even where no lane's guard holds.</summary>
    public Flow Flow { get; set; }

    /// <summary>Does the work for the lanes of the mask: warp, this, base of its register file, mask.</summary>
    public delegate*<Warp, Instruction, byte*, uint, void> Execute { get; set; }

    /// <summary>Column of the guard predicate; one that is always true if there is no guard.</summary>
    public int Guard { get; set; } = RegisterLayout.True;

    /// <summary>All ones if the guard is negated.</summary>
    public uint GuardFlip { get; set; }

    /// <summary>Destination.</summary>
    public int D { get; set; }

    /// <summary>Second destination: the q of <c>p|q</c>.</summary>
    public int Q { get; set; }

    /// <summary>Sources.</summary>
    public int A { get; set; }

    public int B { get; set; }

    public int C { get; set; }

    /// <summary>Elements of a vector operand.</summary>
    public int[] Columns { get; set; } = [];

    /// <summary>Bytes from lane to lane of the first source, where a register may be wider than the instruction's type.</summary>
    public int SourceStride { get; set; }

    /// <summary>Likewise of the destination.</summary>
    public int DestinationStride { get; set; }

    /// <summary>All ones where the source predicate C is negated.</summary>
    public uint Flip { get; set; }

    public Comparison Comparison { get; set; }

    /// <summary>All ones where the opposite of <see cref="Comparison"/> is meant.</summary>
    public uint NegatesComparison { get; set; }

    public BooleanOperation Boolean { get; set; }

    /// <summary>Byte offset in an address, or an immediate that is no column: the table of <c>lop3</c>, say.</summary>
    public long Immediate { get; set; }

    public ShuffleMode Shuffle { get; set; }

    /// <summary>
    /// The lane that each lane of a shuffle reads from, if that is known beforehand; <see cref="Immediate"/> then says in which lanes it
    /// lies in the segment.
    /// </summary>
    public byte[]? ShuffleSources { get; set; }

    public StateSpace Space { get; set; }

    public MemoryOrder Order { get; set; }

    public bool BlockScope { get; set; }

    /// <summary>Bytes of an element in memory.</summary>
    public int ElementSize { get; set; }

    /// <summary>Whether an element in memory is sign-extended into a wider register.</summary>
    public bool SignExtend { get; set; }

    /// <summary>What an atomic does: old, operand, comparand to new.</summary>
    public Func<ulong, ulong, ulong, ulong>? Update { get; set; }

    /// <summary>Instruction that a branch goes to.</summary>
    public int Target { get; set; }

    /// <summary>Immediate post-dominator of a branch: where lanes that part there meet again.</summary>
    public int Reconvergence { get; set; }
}
