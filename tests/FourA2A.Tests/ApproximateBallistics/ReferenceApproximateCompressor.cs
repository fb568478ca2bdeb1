using FourA2A.ApproximateBallistics;

namespace FourA2A.Tests.ApproximateBallistics;

/// <summary>
/// The compressor as it is defined, without haste: each formula where it is needed, three averages of all frames by direct sums,
/// three masks, their sum.
/// </summary>
internal static class ReferenceApproximateCompressor
{
    public static double[] Process(float[] dry, int sampleRate, ApproximateParameters parameters)
    {
        var grid = new FrameGrid(sampleRate);
        double[] levels = [.. Enumerable.Range(0, grid.FrameCount(dry.Length)).Select(k => Level(dry.AsSpan(k * grid.Hop, grid.Window)))];
        double[] curve = [.. levels.Select(level => Attenuation(level - parameters.ThresholdDb, 1 - (1 / parameters.Ratio), parameters.KneeDb))];
        var (tauAttack, tauRelease, tauSmoothing) = (grid.Frames(parameters.AttackMs), grid.Frames(parameters.ReleaseMs), grid.Frames(parameters.SmoothingMs));
        var (attack, release, smoothing) = (Average(curve, tauAttack), Average(curve, tauRelease), Average(curve, tauSmoothing));
        var gains = new double[levels.Length];
        for (var k = 0; k < levels.Length; k++)
        {
            var (isAttack, isRelease, isSmoothing) = Masks(levels, parameters.ThresholdDb, tauAttack, tauRelease, k);
            var sum = (isAttack ? attack[k] : 0) + (isRelease ? release[k] : 0) + (isSmoothing ? smoothing[k] : 0);
            gains[k] = Math.Pow(10, (sum + parameters.MakeUpDb) / 20);
        }

        var rest = Math.Pow(10, parameters.MakeUpDb / 20);
        return [.. dry.Select((x, n) => x * Gain(gains, rest, grid, n))];
    }

    public static (bool Attack, bool Release, bool Smoothing) Masks(ReadOnlySpan<double> levels, double threshold, double tauAttack, double tauRelease, int frame)
    {
        bool Above(ReadOnlySpan<double> all, int k) => k >= 0 && all[k] > threshold;
        var age = 0;
        while (frame - age >= 0 && Above(levels, frame - age) == Above(levels, frame - age - 1))
        {
            age++;
        }

        var edge = frame - age >= 0;
        var isAttack = Above(levels, frame) && age < Math.Ceiling(tauAttack);
        return (isAttack, edge && !Above(levels, frame) && age < Math.Ceiling(tauRelease), Above(levels, frame) && !isAttack);
    }

    public static double[] Average(ReadOnlySpan<double> values, double tau)
    {
        double[] weights = [.. Enumerable.Range(0, (int)Math.Ceiling(tau)).Select(i => Math.Tanh(0.1 * Math.Max(0, tau - i)))];
        var sum = weights.Sum();
        var averages = new double[values.Length];
        for (var k = 0; k < values.Length; k++)
        {
            for (var i = 0; i < Math.Min(k + 1, weights.Length); i++)
            {
                averages[k] += weights[i] / sum * values[k - i];
            }
        }

        return averages;
    }

    private static double Level(ReadOnlySpan<float> window)
    {
        var sum = 0.0;
        foreach (var x in window)
        {
            sum += (double)x * x;
        }

        return 10 * Math.Log10(Math.Max(sum / window.Length, 1e-16));
    }

    private static double Attenuation(double d, double s, double w)
        => d <= 0 ? 0 : d < w ? -s * d * d / (2 * w) : -s * (d - (w / 2));

    private static double Gain(double[] gains, double rest, FrameGrid grid, int n)
    {
        if (n < grid.Window)
        {
            return rest;
        }

        var (k, step) = Math.DivRem(n - grid.Window, grid.Hop);
        var before = k == 0 ? rest : gains[k - 1];
        return before + ((gains[k] - before) * (step + 1) / grid.Hop);
    }
}
