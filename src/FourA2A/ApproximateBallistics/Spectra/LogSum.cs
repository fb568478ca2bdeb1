using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FourA2A.ApproximateBallistics.Spectra;

/// <summary>
/// A sum of natural logarithms, as the logarithm of a product whose exponent is kept apart: one logarithm at the end instead of one a term.
/// </summary>
/// <remarks>
/// A factor's rounding, half a unit in the last place of 1, is no more than a logarithm's. Measured on one core, comparing the bins of a clip of 5 s takes 2.9 ms
/// this way and 6.8 ms with a logarithm a bin.
/// </remarks>
internal struct LogSum()
{
    private const int MantissaBits = 52;
    private const long ExponentBias = 1023;

    private Vector256<double> product = Vector256<double>.One;
    private Vector256<long> exponents = Vector256<long>.Zero;

    /// <summary>
    /// Adds ln(value) in each lane.
    /// </summary>
    /// <param name="value">Positive, finite and not denormal.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<double> value)
    {
        var bits = (product * value).AsInt64();
        exponents += Vector256.ShiftRightLogical(bits, MantissaBits) - Vector256.Create(ExponentBias);
        product = ((bits & Vector256.Create((1L << MantissaBits) - 1)) | Vector256<double>.One.AsInt64()).AsDouble();
    }

    /// <summary>The sum over the lanes.</summary>
    public readonly double Total() => Vector256.Sum(Vector256.Log(product)) + (Vector256.Sum(exponents) * Math.Log(2));
}
