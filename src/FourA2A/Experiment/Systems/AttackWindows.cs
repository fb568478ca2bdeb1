using System.Collections.Immutable;
using FourA2A.ApproximateBallistics;
using FourA2A.Audio;
using FourA2A.Metrics;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// Which windows of a <see cref="LoudnessCurve"/> lie in attack passages of the approximate-ballistics model: those with a sample whose gain is that of an
/// attack frame, or on its way there.
/// </summary>
public static class AttackWindows
{
    private const int BlockFrames = 4096;

    /// <summary>
    /// Finds the windows.
    /// </summary>
    /// <param name="dry">The dry signal; read block by block.</param>
    /// <param name="parameters">Settings of the model.</param>
    /// <returns>Whether a window is one, for each window of the signal's curve.</returns>
    public static ImmutableArray<bool> Find(ISignal dry, ApproximateParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(dry);
        ArgumentNullException.ThrowIfNull(parameters);
        var grid = new FrameGrid(dry.SampleRate);
        var passages = Passages.Find(Levels(dry, grid), parameters.ThresholdDb, grid.Frames(parameters.AttackMs), grid.Frames(parameters.ReleaseMs));
        var windows = new bool[LoudnessCurve.WindowCount(dry)];
        for (var k = 0; k < passages.Length; k++)
        {
            if (passages[k] == PassageKind.Attack)
            {
                var first = (k * grid.Hop) + grid.Window;
                Mark(first);
                Mark(first + grid.Hop - 1);
            }
        }

        return [.. windows];

        void Mark(int sample)
        {
            var window = (int)(sample / (LoudnessCurve.WindowSeconds * dry.SampleRate));
            if (window < windows.Length)
            {
                windows[window] = true;
            }
        }
    }

    private static double[] Levels(ISignal dry, FrameGrid grid)
    {
        var levels = new double[grid.FrameCount((int)dry.SampleCount)];
        var block = new float[((BlockFrames - 1) * grid.Hop) + grid.Window + 1];
        for (var frame = 0; frame < levels.Length; frame += BlockFrames)
        {
            // As many samples as that many frames need.
            var count = Math.Min(BlockFrames, levels.Length - frame);
            var samples = block.AsSpan(0, ((count - 1) * grid.Hop) + grid.Window + 1);
            dry.Read((long)frame * grid.Hop, samples);
            RmsLevel.Measure(samples, grid).CopyTo(levels, frame);
        }

        return levels;
    }
}
