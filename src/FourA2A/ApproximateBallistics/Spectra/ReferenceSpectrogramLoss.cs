using System.Collections.Immutable;
using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace FourA2A.ApproximateBallistics.Spectra;

/// <summary>
/// The multi-scale spectrogram loss as it is written down, on MathNet's transform, one pair of frames after the other: the referee of <see cref="SpectrogramLoss"/>.
/// </summary>
internal sealed class ReferenceSpectrogramLoss
{
    private readonly ImmutableArray<SpectrogramScale> scales;
    private readonly double[] target;

    /// <summary>
    /// The loss towards a target.
    /// </summary>
    /// <param name="target">The target y.</param>
    /// <param name="sampleRate">Samples per second.</param>
    public ReferenceSpectrogramLoss(ReadOnlySpan<float> target, int sampleRate)
    {
        scales = SpectrogramScale.Of(sampleRate);
        this.target = new double[target.Length];
        for (var n = 0; n < target.Length; n++)
        {
            this.target[n] = target[n];
        }
    }

    /// <summary>
    /// The loss of an estimate and its derivative.
    /// </summary>
    /// <param name="estimate">The estimate yhat, as long as the target.</param>
    /// <param name="adjoint">Receives dLoss/dyhat.</param>
    public double Evaluate(ReadOnlySpan<double> estimate, Span<double> adjoint)
    {
        adjoint.Clear();
        var loss = 0.0;
        foreach (var scale in scales)
        {
            loss += Evaluate(scale, estimate, adjoint);
        }

        return loss;
    }

    private double Evaluate(SpectrogramScale scale, ReadOnlySpan<double> estimate, Span<double> adjoint)
    {
        var window = scale.Hann();
        var weight = scale.BinWeight(target.Length);
        var sum = 0.0;
        for (var start = 0; start < target.Length; start += 2 * scale.Hop)
        {
            var (first, second) = Spectra(scale, window, estimate, start);
            var (firstTarget, secondTarget) = Spectra(scale, window, target, start);
            sum += ToAdjoint(first, firstTarget, weight) + ToAdjoint(second, secondTarget, weight);

            // The transposed transform of a real frame: sum over k = 0..length / 2 of Re(A[k] exp(2 pi i k n / length)), which is the
            // inverse transform of half of A and its mirror image. Again two frames to one, the second as imaginary part.
            var z = new Complex[scale.WindowLength];
            for (var k = 0; k < scale.Bins; k++)
            {
                z[k] += (first[k] + (Complex.ImaginaryOne * second[k])) / 2;
                z[-k & (z.Length - 1)] += (Complex.Conjugate(first[k]) + (Complex.ImaginaryOne * Complex.Conjugate(second[k]))) / 2;
            }

            Fourier.Inverse(z, FourierOptions.NoScaling);
            for (var n = 0; n < z.Length; n++)
            {
                Add(adjoint, start + n, window[n] * z[n].Real);
                Add(adjoint, start + scale.Hop + n, window[n] * z[n].Imaginary);
            }
        }

        return sum * weight;
    }

    // Two real frames in one transform: z = x + i y, X = (Z[k] + Z*[-k]) / 2, Y = (Z[k] - Z*[-k]) / 2i.
    private static (Complex[] First, Complex[] Second) Spectra(SpectrogramScale scale, double[] window, ReadOnlySpan<double> signal, int start)
    {
        var z = new Complex[scale.WindowLength];
        for (var n = 0; n < z.Length; n++)
        {
            z[n] = window[n] * new Complex(At(signal, start + n), start + scale.Hop < signal.Length ? At(signal, start + scale.Hop + n) : 0);
        }

        Fourier.Forward(z, FourierOptions.NoScaling);
        var first = new Complex[scale.Bins];
        var second = new Complex[scale.Bins];
        for (var k = 0; k < scale.Bins; k++)
        {
            var mirrored = Complex.Conjugate(z[-k & (z.Length - 1)]);
            first[k] = (z[k] + mirrored) / 2;
            second[k] = (z[k] - mirrored) / new Complex(0, 2);
        }

        return (first, second);
    }

    // The sum over the bins; the spectrum gives way to the derivative by it: dLoss = sum of Re(conj(A) dX).
    private static double ToAdjoint(Complex[] spectrum, Complex[] target, double weight)
    {
        var sum = 0.0;
        for (var k = 0; k < spectrum.Length; k++)
        {
            var (magnitude, wanted) = (Magnitude(spectrum[k]), Magnitude(target[k]));
            var difference = magnitude - wanted;
            var (raised, wantedRaised) = (Math.Max(magnitude, SpectrogramScale.LogFloor), Math.Max(wanted, SpectrogramScale.LogFloor));
            sum += Math.Abs(difference) + Math.Abs(Math.Log(raised) - Math.Log(wantedRaised));
            var slope = Sign(difference) + (magnitude > SpectrogramScale.LogFloor ? Sign(raised - wantedRaised) / magnitude : 0);
            spectrum[k] = magnitude == 0 ? 0 : weight * slope / magnitude * spectrum[k];
        }

        return sum;
    }

    private static double Magnitude(Complex bin)
    {
        var magnitude = Math.Sqrt((bin.Real * bin.Real) + (bin.Imaginary * bin.Imaginary));
        return magnitude < SpectrogramScale.Silence ? 0 : magnitude;
    }

    // Math.Sign throws for NaN.
    private static double Sign(double value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    private static double At(ReadOnlySpan<double> signal, int n) => n < signal.Length ? signal[n] : 0;

    private static void Add(Span<double> signal, int n, double value)
    {
        if (n < signal.Length)
        {
            signal[n] += value;
        }
    }
}
