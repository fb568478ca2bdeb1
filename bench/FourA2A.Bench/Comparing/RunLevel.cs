using MathNet.Numerics.Statistics;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// How long a piece of work took in one run, on a logarithmic scale.
/// </summary>
/// <param name="Log">
/// Logarithm of the lower quintile of the times. What disturbs only ever adds to a time, so low ones say more about the program; the lowest would depend on
/// how many there are.
/// </param>
/// <param name="Variance">Square of its standard error; infinite where there are too few times.</param>
/// <param name="Freedom">Degrees of freedom of that.</param>
internal sealed record RunLevel(double Log, double Variance, double Freedom)
{
    /// <summary>Times that are needed to say anything.</summary>
    public const int Fewest = 6;

    private const double Share = 0.2;

    // Between them the density of the times around the quintile is measured; what lies above are disturbances.
    private const double Below = 0.05;
    private const double Above = 0.4;

    /// <summary>
    /// The level of a run. Standard error of a quantile of share p: sqrt(p (1 - p) / n) over the density there.
    /// </summary>
    /// <param name="times">All times.</param>
    public static RunLevel Of(double[] times)
    {
        var between = (Above - Below) * times.Length;
        var spacing = (Quantile(Above) - Quantile(Below)) / (Above - Below);
        return new(Quantile(Share), times.Length < Fewest ? double.PositiveInfinity : Share * (1 - Share) / times.Length * spacing * spacing, between);

        double Quantile(double share) => Math.Log(times.QuantileCustom(share, QuantileDefinition.R7));
    }
}
