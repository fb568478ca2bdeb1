namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>What the ballistics are fed with.</summary>
public enum TargetKind
{
    /// <summary>Noise whose level wanders, through a gain computer that is inactive part of the time.</summary>
    Programme,

    /// <summary>Attack and release in turn, sample by sample.</summary>
    Alternating,

    /// <summary>Now and then the gain before it, rounded to float: ties, and misses of them by a rounding.</summary>
    Ties,

    /// <summary>No reduction, where every decision is a tie.</summary>
    Silence,

    /// <summary>Constant for up to thousands of samples, which the gain settles at.</summary>
    Levels,

    /// <summary>Zero, denormals, tiny numbers and 1.</summary>
    Tiny,
}
