namespace FourA2A.ApproximateBallistics.Stages;

/// <summary>
/// The moving average of each passage.
/// </summary>
public sealed class MovingAverages
{
    private readonly MovingAverage attack = new();
    private readonly MovingAverage release = new();
    private readonly MovingAverage smoothing = new();

    /// <summary>
    /// Sets the lengths, in frames.
    /// </summary>
    /// <param name="attackFrames">Attack time, above 0.</param>
    /// <param name="releaseFrames">Release time, above 0.</param>
    /// <param name="smoothingFrames">Smoothing time, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is not above 0.</exception>
    public void SetLengths(double attackFrames, double releaseFrames, double smoothingFrames)
    {
        attack.SetLength(attackFrames);
        release.SetLength(releaseFrames);
        smoothing.SetLength(smoothingFrames);
    }

    /// <summary>
    /// The average that a frame goes through; null in no passage, where the attenuation is 0.
    /// </summary>
    public MovingAverage? Of(PassageKind passage) => passage switch
    {
        PassageKind.Attack => attack,
        PassageKind.Release => release,
        PassageKind.Smoothing => smoothing,
        _ => null,
    };
}
