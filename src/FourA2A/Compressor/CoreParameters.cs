using System.Collections.Immutable;

namespace FourA2A.Compressor;

/// <summary>
/// The coordinates an engine computes and differentiates in: threshold CT (dB), slope s = 1 - 1/R, the coefficients
/// of each smoother, make-up gamma (dB). <see cref="Names"/> gives the order of a gradient's and a Hessian's entries.
/// </summary>
/// <param name="ThresholdDb">Threshold CT in dB.</param>
/// <param name="Slope">Slope s of the gain computer, 0 &lt;= s &lt; 1.</param>
/// <param name="Smoothers">The smoothers; today's model has one.</param>
/// <param name="MakeUpDb">Make-up gamma in dB.</param>
public sealed record CoreParameters(
    double ThresholdDb,
    double Slope,
    ImmutableArray<BallisticsCoefficients> Smoothers,
    double MakeUpDb)
{
    /// <summary>Index of the threshold in a gradient.</summary>
    public const int Threshold = 0;

    /// <summary>Index of the slope in a gradient.</summary>
    public const int SlopeIndex = 1;

    /// <summary>Index of the attack coefficient in a gradient.</summary>
    public const int Attack = 2;

    /// <summary>Index of the release coefficient in a gradient.</summary>
    public const int Release = 3;

    /// <summary>Index of the make-up in a gradient.</summary>
    public const int MakeUp = 4;

    /// <summary>Names of the coordinates in the order of gradients and Hessians.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["thresholdDb", "slope", "attackCoefficient", "releaseCoefficient", "makeUpDb"];

    /// <summary>
    /// The one smoother of the published model.
    /// </summary>
    /// <exception cref="NotSupportedException">There is not exactly one smoother.</exception>
    public BallisticsCoefficients SingleSmoother
        => Smoothers.Length == 1
            ? Smoothers[0]
            : throw new NotSupportedException(
                $"This engine computes one smoother, found {Smoothers.Length}.");

    /// <summary>
    /// Core coordinates of physical parameters at a sample rate.
    /// </summary>
    public static CoreParameters FromPhysical(CompressorParameters parameters, double sampleRate)
        => new(
            parameters.ThresholdDb,
            1 - (1 / parameters.Ratio),
            [new BallisticsCoefficients(
                BallisticsCoefficients.FromMilliseconds(parameters.AttackMs, sampleRate),
                BallisticsCoefficients.FromMilliseconds(parameters.ReleaseMs, sampleRate))],
            parameters.MakeUpDb);
}
