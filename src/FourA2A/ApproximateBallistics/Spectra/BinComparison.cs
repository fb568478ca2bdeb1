using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FourA2A.ApproximateBallistics.Spectra;

/// <summary>
/// The loss bin by bin: magnitudes of a spectrum, their distance to those of a target, and the derivative by the spectrum.
/// </summary>
/// <remarks>
/// With m = |X| and a target t, a bin adds <c>|m - t| + |ln max(m, 1e-5) - ln max(t, 1e-5)|</c>. Derivative by m: <c>s (1 + 1/m)</c> above 1e-5 and s below,
/// s = sign(m - t), sign(0) = 0: above 1e-5 the two terms rise and fall together. By X: that times X / m, and 0 at m = 0.
/// </remarks>
internal static class BinComparison
{
    /// <summary>
    /// Magnitudes of the spectra of four pairs of frames.
    /// </summary>
    /// <param name="pairs">Where bins lie: <see cref="FrameTransform.Pairs"/>.</param>
    /// <param name="spectrum">What <see cref="FrameTransform.Forward"/> made.</param>
    /// <param name="magnitudes">Receives a row per bin: the first frames' magnitudes, then the second ones'.</param>
    public static void Measure((int First, int Second)[] pairs, ref double spectrum, ref double magnitudes)
    {
        for (var bin = 0; bin < pairs.Length; bin++)
        {
            var (x, y) = Separate(ref spectrum, pairs[bin]);
            new ComplexLanes(Vector256.Sqrt(Power(x)), Vector256.Sqrt(Power(y))).Store(ref magnitudes, bin);
        }
    }

    /// <summary>
    /// Compares the spectra of four pairs of frames with a target's.
    /// </summary>
    /// <param name="pairs">Where bins lie.</param>
    /// <param name="spectrum">What <see cref="FrameTransform.Forward"/> made; receives what <see cref="FrameTransform.AddTranspose"/> takes.</param>
    /// <param name="magnitudes">The target's magnitudes, of <see cref="Measure"/>.</param>
    /// <param name="weight">Weight of a bin in the loss.</param>
    /// <returns>The weighted sum over the bins and frames.</returns>
    public static double Compare((int First, int Second)[] pairs, ref double spectrum, ref double magnitudes, double weight)
    {
        var sums = new BinSums();
        for (var bin = 0; bin < pairs.Length; bin++)
        {
            var pair = pairs[bin];
            var (x, y) = Separate(ref spectrum, pair);
            var target = ComplexLanes.Load(ref magnitudes, bin);

            // The transpose sums over all frequencies, negative ones too: a bin's derivative goes to its two mirror images with the window's half
            // each, and twice where it is its own.
            var scale = Vector256.Create(pair.First == pair.Second ? 2 * weight : weight);
            x = Derivative(x, target.Re, scale, ref sums);
            y = Derivative(y, target.Im, scale, ref sums).TimesI();
            (x + y).Store(ref spectrum, pair.First);
            new ComplexLanes(x.Re - y.Re, y.Im - x.Im).Store(ref spectrum, pair.Second);
        }

        return weight * (Vector256.Sum(sums.Differences) + sums.Higher.Total() - sums.Lower.Total());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ComplexLanes X, ComplexLanes Y) Separate(ref double spectrum, (int First, int Second) pair)
    {
        var (z, mirrored) = (ComplexLanes.Load(ref spectrum, pair.First), ComplexLanes.Load(ref spectrum, pair.Second));
        return (new(z.Re + mirrored.Re, z.Im - mirrored.Im), new(z.Im + mirrored.Im, mirrored.Re - z.Re));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Power(ComplexLanes bin)
    {
        var power = Vector256.FusedMultiplyAdd(bin.Re, bin.Re, bin.Im * bin.Im);
        return Vector256.AndNot(power, Vector256.LessThan(power, Vector256.Create(SpectrogramScale.Silence * SpectrogramScale.Silence)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ComplexLanes Derivative(ComplexLanes bin, Vector256<double> target, Vector256<double> weight, ref BinSums sums)
    {
        var floor = Vector256.Create(SpectrogramScale.LogFloor);
        var power = Power(bin);
        var magnitude = Vector256.Sqrt(power);
        var difference = magnitude - target;
        sums.Differences += Vector256.Abs(difference);
        sums.Higher.Add(Vector256.MaxNative(Vector256.MaxNative(magnitude, target), floor));
        sums.Lower.Add(Vector256.MaxNative(Vector256.MinNative(magnitude, target), floor));

        // s (1 + 1/m) / m = s (m + 1) / m^2; where m is 0, so is this.
        var slope = (magnitude + Vector256.ConditionalSelect(Vector256.GreaterThan(magnitude, floor), Vector256<double>.One, Vector256<double>.Zero))
            / Vector256.MaxNative(power, Vector256.Create(SpectrogramScale.Silence * SpectrogramScale.Silence));
        var signed = Vector256.AndNot(Vector256.CopySign(slope * weight, difference), Vector256.Equals(difference, Vector256<double>.Zero));
        return new(bin.Re * signed, bin.Im * signed);
    }

    // |ln a - ln b| = ln max(a, b) - ln min(a, b).
    private struct BinSums()
    {
        public Vector256<double> Differences = Vector256<double>.Zero;
        public LogSum Higher = new();
        public LogSum Lower = new();
    }
}
