namespace FourA2A.ApproximateBallistics;

/// <summary>
/// Cuts the frames of a signal into passages by its level alone: attack for <c>ceil(tau_at)</c> frames from a rising edge through the
/// threshold, then smoothing; release for <c>ceil(tau_rt)</c> frames from a falling edge, then none. The later edge wins, so that
/// each frame is in one passage (Colonel and Reiss, AES 153, 2022).
/// </summary>
public static class Passages
{
    /// <summary>
    /// The passage of each frame.
    /// </summary>
    /// <param name="levels">Levels in dB; before the first one the signal counts as below the threshold.</param>
    /// <param name="thresholdDb">Threshold in dB; at it a level is not above it.</param>
    /// <param name="attackFrames">Attack time tau_at in frames, above 0.</param>
    /// <param name="releaseFrames">Release time tau_rt in frames, above 0.</param>
    public static PassageKind[] Find(ReadOnlySpan<double> levels, double thresholdDb, double attackFrames, double releaseFrames)
    {
        var passages = new PassageKind[levels.Length];
        Find(levels, thresholdDb, attackFrames, releaseFrames, passages);
        return passages;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{double}, double, double, double)"/>
    /// <param name="levels"><inheritdoc cref="Find(ReadOnlySpan{double}, double, double, double)" path="/param[@name='levels']"/></param>
    /// <param name="thresholdDb"><inheritdoc cref="Find(ReadOnlySpan{double}, double, double, double)" path="/param[@name='thresholdDb']"/></param>
    /// <param name="attackFrames"><inheritdoc cref="Find(ReadOnlySpan{double}, double, double, double)" path="/param[@name='attackFrames']"/></param>
    /// <param name="releaseFrames"><inheritdoc cref="Find(ReadOnlySpan{double}, double, double, double)" path="/param[@name='releaseFrames']"/></param>
    /// <param name="passages">Receives the passages; as long as <paramref name="levels"/>.</param>
    internal static void Find(ReadOnlySpan<double> levels, double thresholdDb, double attackFrames, double releaseFrames, Span<PassageKind> passages)
    {
        var tracker = new PassageTracker(thresholdDb, attackFrames, releaseFrames);
        for (var k = 0; k < levels.Length; k++)
        {
            passages[k] = tracker.Next(levels[k]);
        }
    }
}
