namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>Arrays of multipliers that the scans are tested with.</summary>
public enum MultiplierKind
{
    /// <summary>1 - a with a log-uniform between 1e-5 and 1 - 1e-4: from 1e-4 to 1 - 1e-5.</summary>
    LogUniform,

    /// <summary>Attack and release at random, in stretches: what ballistics make.</summary>
    Ballistics,

    /// <summary>1 - 1e-5: a time constant of 2.3 s at 44.1 kHz.</summary>
    Slow,

    /// <summary>1e-4: all but no memory.</summary>
    Fast,

    Zero,

    One,

    /// <summary>1 - 1e-5 and 1e-4 in turn.</summary>
    Alternating,

    /// <summary>As <see cref="LogUniform"/>, with signs at random.</summary>
    Negative,

    /// <summary>1 - 1e-5 with zeros at random, about one in 1,000: the state starts anew.</summary>
    Resets,
}
