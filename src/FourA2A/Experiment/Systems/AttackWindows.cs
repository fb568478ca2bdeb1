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
    /// <summary>
    /// Finds the windows.
    /// </summary>
    /// <param name="dry">The dry signal; all of it is read into memory.</param>
    /// <param name="parameters">Settings of the model.</param>
    /// <returns>Whether a window is one, for each window of the signal's curve.</returns>
    public static ImmutableArray<bool> Find(ISignal dry, ApproximateParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(dry);
        ArgumentNullException.ThrowIfNull(parameters);
        var grid = new FrameGrid(dry.SampleRate);
        var samples = new float[dry.SampleCount];
        dry.Read(0, samples);
        var passages = Passages.Find(
            RmsLevel.Measure(samples, grid), parameters.ThresholdDb, grid.Frames(parameters.AttackMs), grid.Frames(parameters.ReleaseMs));
        var windows = new bool[LoudnessCurve.Measure(dry).LevelsDb.Length];
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
}
