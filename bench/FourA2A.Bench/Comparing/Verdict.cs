namespace FourA2A.Bench.Comparing;

/// <summary>What a comparison came to; a later one outweighs an earlier one.</summary>
internal enum Verdict
{
    /// <summary>No difference beyond the noise.</summary>
    Same,

    /// <summary>The second run took less time.</summary>
    Faster,

    /// <summary>The second run took more time.</summary>
    Slower,
}
