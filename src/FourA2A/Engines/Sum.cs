namespace FourA2A.Engines;

/// <summary>
/// What a kernel sums over the samples in the loss, before the scale of each column is applied.
/// </summary>
internal enum Sum
{
    /// <summary>r r.</summary>
    Loss,

    /// <summary>r p_j, j = 0..4.</summary>
    Gradient,

    /// <summary>p_i p_j, i &lt;= j, row by row.</summary>
    Products = Gradient + 1 + Channels.First,

    /// <summary>r P(x q) for each second tangent q.</summary>
    Second = Products + ((1 + Channels.First) * (2 + Channels.First) / 2),
}
