namespace PtxEmulator.Execution;

/// <summary>What unit of a multiprocessor an instruction occupies.</summary>
public enum InstructionClass
{
    /// <summary>Arithmetic and comparison in single precision.</summary>
    SinglePrecision,

    /// <summary>Arithmetic and comparison in double precision.</summary>
    DoublePrecision,

    /// <summary>Integer and logical operations, selections and moves.</summary>
    IntegerArithmetic,

    /// <summary><c>cvt</c>.</summary>
    Conversion,

    /// <summary>Loads, stores, atomics and fences; <c>ld.param</c> too.</summary>
    Memory,

    /// <summary>Shuffles, votes and matches within a warp.</summary>
    Shuffle,

    /// <summary>Branches, barriers and ends.</summary>
    Control,
}
