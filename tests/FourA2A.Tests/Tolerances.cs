namespace FourA2A.Tests;

/// <summary>
/// How far an engine may be from the serial one. The numbers stand here once; the scales they multiply are in
/// <see cref="Engines.EvaluationAssert"/>.
/// </summary>
/// <param name="Loss">Error of the loss, relative to the loss.</param>
/// <param name="Derivatives">
/// Error of a gradient relative to <c>sqrt(L G_ii)</c>, of a Gauss-Newton matrix or a Hessian relative to <c>sqrt(G_ii G_jj)</c>.
/// </param>
/// <param name="StandIn">Error of a derivative that is zero, relative to the energy of the output.</param>
public sealed record Tolerances(double Loss, double Derivatives, double StandIn)
{
    /// <summary>
    /// Engines in double: sums of up to 1e6 terms in another order differ by at most 1e6 x 1.1e-16 = 1.1e-10 of their
    /// largest term, and by its square root where the signs of the errors are random.
    /// </summary>
    public static Tolerances DoublePrecision { get; } = new(1e-10, 1e-10, 0);

    /// <summary>
    /// Engines in float with sums and gain in double. A sample's error is a few times 6e-8; the largest source is the
    /// stored level, whose half unit in the last place of log2 (1e-6 at -96 dB and below) is 0.7e-6 of the gain. Means of many
    /// samples are better; what stays is common to all samples: rounded coefficients and make-up.
    /// Sources of 1e-20 that stand in for zero, against denormals, gather to 1e-20 / a^2 in a second tangent: 4e-12 at
    /// 1 s release.
    /// </summary>
    public static Tolerances SinglePrecision { get; } = new(1e-6, 2e-6, 4e-12);

    /// <summary>
    /// The engine on a card: single precision too, but its tangents pass through scans of segments, whose few more roundings a segment
    /// do not average out where a signal is constant. Found: 2.5e-6 at most.
    /// </summary>
    public static Tolerances Card { get; } = SinglePrecision with { Derivatives = 5e-6 };

    /// <summary>
    /// The tolerance for derivatives that are <paramref name="factor"/> times as sensitive to single precision.
    /// </summary>
    public Tolerances WithSinglePrecisionFactor(double factor)
        => this != DoublePrecision ? this with { Derivatives = Derivatives * factor } : this;

    /// <summary>
    /// Differences of fourth order of the referee: steps of 1e-3 of a parameter's reach leave a remainder of about
    /// 1e-12 times the fifth derivative, at most a few hundred on that scale, and rounding errors of 1e-12 of the sums. Found: 6e-9 at most.
    /// </summary>
    public const double FiniteDifference = 1e-8;

    /// <summary>
    /// A loss computed from the wet signal in double against one from the target stored in float: each target sample is
    /// off by up to 6e-8 of itself.
    /// </summary>
    public const double StoredTarget = 1e-6;

    /// <summary>
    /// An LDR whose logarithms are in float against one in double, in dB. A ratio is off by 6e-8 of itself, its log2 (up to 10) by
    /// an ulp of 1e-6, 3e-6 dB; the root of the mean square averages that, or keeps it where a signal is constant.
    /// </summary>
    public const double LoudnessDynamicRangeDb = 1e-5;

    /// <summary>
    /// Amplitude under which a signal counts as silence when errors are scaled: -180 dB, far below the last bit of 24.
    /// </summary>
    public const double SilentAmplitude = 1e-9;

    /// <summary>
    /// Ratio of residual energy to output energy below which a gradient need not become more accurate in
    /// proportion: the best fit of a real unit known leaves 2e-3.
    /// </summary>
    public const double SmallestRealResidual = 1e-3;
}
