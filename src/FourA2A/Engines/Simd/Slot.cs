namespace FourA2A.Engines.Simd;

/// <summary>
/// Vectors of the workspace that live through a whole group: parameters, states, accumulators.
/// </summary>
internal enum Slot
{
    /// <summary>Threshold in log2 units, slope, a_at, a_rt, make-up factor.</summary>
    Threshold,
    Slope,
    Attack,
    Release,
    MakeUp,

    /// <summary>Samples of each lane's chunk.</summary>
    End,

    /// <summary>The gain g as an unevaluated sum of two floats.</summary>
    GainHigh,
    GainLow,

    /// <summary>First tangents: h, g_s, g_at, g_rt.</summary>
    First,

    /// <summary>Pre-emphasis states of x g and of x times each first tangent.</summary>
    Emphasis = First + Channels.First,

    /// <summary>Second tangents.</summary>
    Second = Emphasis + 1 + Channels.First,

    /// <summary>Pre-emphasis states of x times each second tangent.</summary>
    SecondEmphasis = Second + Channels.Second,

    /// <summary>Float accumulators of the sums, in the order of <see cref="Sum"/>.</summary>
    Accumulators = SecondEmphasis + Channels.Second,

    /// <summary>Loss weights of a block that is not wholly in the loss, one vector a sample.</summary>
    Weights = Accumulators + Channels.SumCount,

    /// <summary>g_at and g_rt before the block, then one record of <see cref="BlockBuffer"/> a sample.</summary>
    Buffers = Weights + Chunks.ChunkBatch.BlockLength,
}
