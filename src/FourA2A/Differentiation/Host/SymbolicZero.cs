namespace FourA2A.Differentiation.Host;

/// <summary>
/// A signal of which null is zero.
/// </summary>
internal static class SymbolicZero
{
    /// <summary>Sample n.</summary>
    public static double At(double[]? signal, int n) => signal is null ? 0 : signal[n];
}
