namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// The published start (Colonel and Reiss, AES 153, 2022): threshold at the mean level of the dry signal in dB, ratio 2, knee 2 dB, make-up just
/// above 0 dB, attack and smoothing 45 frames, release 450 frames.
/// </summary>
public static class ApproximateStart
{
    private const double Ratio = 2;
    private const double KneeDb = 2;
    private const double MakeUpDb = 0.1;
    private const double ShortFrames = 45;
    private const double LongFrames = 450;

    // What lies this far below the loudest frame is a pause, which must not pull the mean down.
    private const double PauseDb = 60;

    /// <summary>
    /// The start for a recording.
    /// </summary>
    /// <param name="levels">Level of each frame of the dry signal in dB.</param>
    /// <param name="grid">How it is cut into frames.</param>
    /// <param name="ranges">Ranges that the start is moved into.</param>
    public static ApproximateParameters Of(ReadOnlySpan<double> levels, FrameGrid grid, ApproximateRanges ranges)
    {
        var coordinates = new ScaledCoordinates(ranges);
        return coordinates.ToSettings(coordinates.FromSettings(new(
            MeanLevel(levels),
            Ratio,
            KneeDb,
            MakeUpDb,
            grid.Milliseconds(ShortFrames),
            grid.Milliseconds(LongFrames),
            grid.Milliseconds(ShortFrames))));
    }

    // Of no frames: 0 dB, which is moved into the range like any other.
    private static double MeanLevel(ReadOnlySpan<double> levels)
    {
        var floor = double.NegativeInfinity;
        foreach (var level in levels)
        {
            floor = Math.Max(floor, level - PauseDb);
        }

        var (sum, count) = (0.0, 0);
        foreach (var level in levels)
        {
            if (level >= floor)
            {
                sum += level;
                count++;
            }
        }

        return sum / Math.Max(count, 1);
    }
}
