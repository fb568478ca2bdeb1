namespace FourA2A.ApproximateBallistics;

/// <summary>
/// Says frame by frame which passage it is in; see <see cref="Passages"/>. A mutable value.
/// </summary>
/// <param name="thresholdDb">Threshold in dB.</param>
/// <param name="attackFrames">Attack time in frames.</param>
/// <param name="releaseFrames">Release time in frames.</param>
internal struct PassageTracker(double thresholdDb, double attackFrames, double releaseFrames)
{
    // Frames since the latest edge; before the first edge longer than any release.
    private long age = long.MaxValue;
    private bool above;

    /// <summary>
    /// Advances by one frame and returns its passage.
    /// </summary>
    /// <param name="levelDb">The frame's level in dB.</param>
    public PassageKind Next(double levelDb)
    {
        if (levelDb > thresholdDb != above)
        {
            above = !above;
            age = 0;
        }
        else if (age < long.MaxValue)
        {
            age++;
        }

        // For a whole number, age < ceil(tau) and age < tau are the same.
        return above
            ? age < attackFrames ? PassageKind.Attack : PassageKind.Smoothing
            : age < releaseFrames ? PassageKind.Release : PassageKind.None;
    }
}
