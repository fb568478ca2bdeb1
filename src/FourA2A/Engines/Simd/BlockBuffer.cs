namespace FourA2A.Engines.Simd;

/// <summary>
/// What phases hand on: one record of these vectors per sample of a block. A slot is reused once nobody needs its value
/// any more, so that the records of a block stay in the first-level cache.
/// </summary>
internal enum BlockBuffer
{
    /// <summary>f, then P(x g).</summary>
    Gain,

    /// <summary>f where active, then P(x h).</summary>
    H,

    /// <summary>e f where active, then P(x g_s).</summary>
    S,

    /// <summary>g_at; P(x g_at) goes to <see cref="ColumnAt"/>, as second tangents still need g_at.</summary>
    At,

    /// <summary>g_rt; P(x g_rt) goes to <see cref="ColumnRt"/>.</summary>
    Rt,

    /// <summary>P(x g_at).</summary>
    ColumnAt,

    /// <summary>P(x g_rt).</summary>
    ColumnRt,

    /// <summary>Residual r = P z - P y, then x w with w = P^T r within the block.</summary>
    Residual,

    /// <summary>d = f[n] - g[n-1]; negative in attack.</summary>
    Difference,

    /// <summary>What drives h: its source less its value before the step.</summary>
    DriveH,

    /// <summary>What drives g_s.</summary>
    DriveS,

    /// <summary>e^2 f where active: the source of the (s,s) tangent.</summary>
    SourceSs,

    /// <summary>Length of a record.</summary>
    Count,
}
