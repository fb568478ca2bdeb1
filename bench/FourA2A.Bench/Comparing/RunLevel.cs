using MathNet.Numerics.Statistics;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// How long a piece of work took in one run, on a logarithmic scale.
/// </summary>
/// <param name="Log">
/// Logarithm of the time that a fiftieth of the times stay below, near the shortest: what disturbs only ever adds to a time.
/// </param>
/// <param name="Variance">Square of its standard error; infinite where there are too few times.</param>
internal sealed record RunLevel(double Log, double Variance)
{
    /// <summary>Times that are needed to say anything.</summary>
    public const int Fewest = 6;

    private const double Share = 0.02;

    // How sure the shortest times are shows in how far apart they lie: up to the lowest tenth, the third of them at least.
    private const double Lowest = 0.1;
    private const int FewestLowest = 3;

    // Of that distance. Of 190 pairs of 20 runs of `hessian --chunks 8 --slow-chunks 0`, ten alone on two shared cores and ten beside two busy programs, none was called
    // different with 0.5, two with 0.25. The lower quintile in place of the fiftieth scattered up to ten times as much from run to run beside them.
    private const double Unsteadiness = 0.5;

    /// <summary>The same, no surer than a variance says.</summary>
    public RunLevel AtLeast(double variance) => this with { Variance = Math.Max(Variance, variance) };

    /// <summary>The level of a run.</summary>
    /// <param name="times">All times.</param>
    public static RunLevel Of(double[] times)
    {
        if (times.Length < Fewest)
        {
            return new(Math.Log(times.Minimum()), double.PositiveInfinity);
        }

        var unsteady = Unsteadiness * (Quantile(Math.Max(Lowest, (FewestLowest - 1.0) / (times.Length - 1))) - Quantile(0));
        return new(Quantile(Share), unsteady * unsteady);

        double Quantile(double share) => Math.Log(times.QuantileCustom(share, QuantileDefinition.R7));
    }
}
