namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// A number as an equation in double gives it, with what is needed to bound the error of the same equation in float: the sum of the magnitudes of its
/// terms, and how many roundings each of them meets at most (Higham, "Accuracy and Stability of Numerical Algorithms", chapter 3).
/// </summary>
/// <param name="Value">The number.</param>
/// <param name="Scale">Its terms in magnitude.</param>
/// <param name="Roundings">Roundings of a term.</param>
internal readonly record struct Computed(double Value, double Scale, double Roundings)
{
    // A term may fall below the normal floats, where a rounding is off by 2^-150 instead.
    private static readonly double Underflow = double.ScaleB(1, -140);

    /// <summary>How far a float that is computed so may be off.</summary>
    public double Bound => (Roundings * KernelTolerances.UnitRoundoff * Scale) + Underflow;

    /// <summary>A number that a kernel is given as it is.</summary>
    public static implicit operator Computed(double value) => new(value, double.Abs(value), 0);

    /// <summary>A number that a kernel is given rounded.</summary>
    public static Computed Rounded(double value) => new(value, double.Abs(value), 1);

    public static Computed operator +(Computed a, Computed b) => new(a.Value + b.Value, a.Scale + b.Scale, double.Max(a.Roundings, b.Roundings) + 1);

    public static Computed operator -(Computed a) => new(-a.Value, a.Scale, a.Roundings);

    public static Computed operator -(Computed a, Computed b) => a + -b;

    public static Computed operator *(Computed a, Computed b) => new(a.Value * b.Value, a.Scale * b.Scale, a.Roundings + b.Roundings + 1);

    public static Computed operator /(Computed a, double b) => new(a.Value / b, a.Scale / double.Abs(b), a.Roundings + 1);

    /// <summary>
    /// What a kernel makes of the terms of all samples. In float a thread adds 16 of them and a block its threads' sums, 8 and then 5 additions deep; blocks are
    /// added in double, less than a rounding of a float in all.
    /// </summary>
    public static Computed Sum(IEnumerable<Computed> terms)
    {
        var sum = new Computed(0, 0, 0);
        foreach (var term in terms)
        {
            sum = new(sum.Value + term.Value, sum.Scale + term.Scale, double.Max(sum.Roundings, term.Roundings));
        }

        return sum with { Roundings = sum.Roundings + 16 + 8 + 5 + 1 };
    }
}
