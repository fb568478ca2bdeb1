namespace FourA2A.Compressor;

/// <summary>
/// The filter the loss and the error-to-signal ratio look through, <c>P(q) = (1 - q^-1) / (1 - 0.995 q^-1)</c>, from
/// zero state. A mutable value: copy it to branch off a state.
/// </summary>
/// <remarks>
/// Written as the input less its slow mean, <c>p = x - s; s += (1 - 0.995) p</c>, which is the same transfer function and
/// keeps a constant input's decay to zero free of the cancellation in <c>x[n] - x[n-1]</c>.
/// </remarks>
public struct PreEmphasis
{
    private double mean;

    /// <summary>
    /// Advances by one sample and returns the filtered sample.
    /// </summary>
    public double Next(double sample)
    {
        var filtered = sample - mean;
        mean += (1 - ModelConstants.PreEmphasisPole) * filtered;
        return filtered;
    }
}
