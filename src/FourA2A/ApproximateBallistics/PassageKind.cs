namespace FourA2A.ApproximateBallistics;

/// <summary>
/// Which moving average a frame's attenuation goes through.
/// </summary>
public enum PassageKind : byte
{
    /// <summary>Below the threshold and no release under way: no attenuation.</summary>
    None,

    /// <summary>Above the threshold, less than the attack time after the level rose through it.</summary>
    Attack,

    /// <summary>Above the threshold after the attack.</summary>
    Smoothing,

    /// <summary>Below the threshold, less than the release time after the level fell through it.</summary>
    Release,
}
