using MathNet.Numerics.Statistics;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// How long a piece of work took in one run, on a logarithmic scale.
/// </summary>
/// <param name="Log">
/// Logarithm of the lower quintile of the times. What disturbs only ever adds to a time, so low ones say more about the program; the lowest would depend on
/// how many there are.
/// </param>
/// <param name="Variance">Square of its standard error, from the scatter of the same quintile over blocks of successive times: disturbances last.</param>
/// <param name="Freedom">Degrees of freedom of that.</param>
internal sealed record RunLevel(double Log, double Variance, double Freedom)
{
    private const double Share = 0.2;

    private const int MostBlocks = 16;

    private const int FewestInBlock = 3;

    /// <summary>Times that are needed to say anything.</summary>
    public const int Fewest = 2 * FewestInBlock;

    /// <param name="times">All times in the order in which they were taken, at least <see cref="Fewest"/>.</param>
    public static RunLevel Of(double[] times)
    {
        var blocks = Math.Min(times.Length / FewestInBlock, MostBlocks);
        var scatter = Enumerable.Range(0, blocks).Select(b => LogOf(times[(b * times.Length / blocks)..((b + 1) * times.Length / blocks)])).Variance();
        return new(LogOf(times), scatter / blocks, blocks - 1);
    }

    private static double LogOf(double[] times) => Math.Log(times.QuantileCustom(Share, QuantileDefinition.R7));
}
