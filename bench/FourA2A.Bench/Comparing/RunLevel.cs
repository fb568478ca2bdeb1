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

    // Of the distance from the shortest time to the median. Where other programs use the cores, work takes up to a third longer while they do, and the share of
    // such times changes from run to run, however many there are. Of 177 pairs of runs of one build at loads of 10 to 33 on two cores, 19 were called different
    // with nothing for it, 2 with 0.15, none with 0.25.
    private const double Unsteadiness = 0.2;

    /// <summary>
    /// The level of a run. Standard error of a quantile of share p: sqrt(p (1 - p) / n) over the density there; with what does not average out.
    /// </summary>
    /// <param name="times">All times.</param>
    public static RunLevel Of(double[] times)
    {
        var between = (Above - Below) * times.Length;
        var spacing = (Quantile(Above) - Quantile(Below)) / (Above - Below);
        var sampling = Share * (1 - Share) / times.Length * spacing * spacing;
        var unsteady = Unsteadiness * (Quantile(0.5) - Quantile(0));
        return new(Quantile(Share), times.Length < Fewest ? double.PositiveInfinity : sampling + (unsteady * unsteady), between);

        double Quantile(double share) => Math.Log(times.QuantileCustom(share, QuantileDefinition.R7));
    }
}
