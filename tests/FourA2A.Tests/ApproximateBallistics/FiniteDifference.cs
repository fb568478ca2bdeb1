namespace FourA2A.Tests.ApproximateBallistics;

/// <summary>
/// Derivatives by differences, to compare derivatives by hand with.
/// </summary>
internal static class FiniteDifference
{
    /// <summary>
    /// How far a derivative may be from a difference, relative to the sum of its terms' magnitudes. A step of 1e-3 of what a function
    /// bends over leaves 1e-12 times its fifth derivative in the central difference, 1e-9 times its fourth in the one-sided one.
    /// Rounding of the function, 1e-16 times a few thousand sums, is divided by the step: 1e-10.
    /// </summary>
    public const double Tolerance = 1e-7;

    /// <summary>Of fourth order, from both sides.</summary>
    public static double Central(Func<double, double> function, double at, double step)
        => ((8 * (function(at + step) - function(at - step))) - (function(at + (2 * step)) - function(at - (2 * step)))) / (12 * step);

    /// <summary>Of third order, from the side that the step points to.</summary>
    public static double OneSided(Func<double, double> function, double at, double step)
        => ((18 * function(at + step)) - (11 * function(at)) - (9 * function(at + (2 * step))) + (2 * function(at + (3 * step)))) / (6 * step);
}
