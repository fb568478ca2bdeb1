using System.Collections.Immutable;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Compressor;

/// <summary>
/// The maps between physical, unconstrained and core coordinates for given ranges and a sample rate, and the chain
/// rule between them. Every map acts on one coordinate at a time, so that all Jacobians are diagonal.
/// </summary>
/// <remarks>
/// <c>R = R_min + (R_max - R_min) sigmoid(u)</c>, <c>s = 1 - 1/R</c>; <c>a = a_min + (a_max - a_min) sigmoid(u)</c>,
/// the longest time giving <c>a_min</c>; threshold and make-up are the same in all three. Source: Yu &amp; Fazekas 2025.
/// </remarks>
public sealed class ParameterSpace
{
    // Within 0.5 % of an end a setting cannot be told from the end: the ends are conventions, not measurements.
    private const double EdgeTolerance = 0.005;

    // A start on an end would have no derivative to leave it by.
    private const double InteriorMargin = 0.01;

    // One step of an optimiser goes no further than this in a sigmoid's argument (a factor of 12 in a time far from
    // the ends) and in dB: beyond it a quadratic model says nothing and the sigmoids saturate.
    private const double LargestSigmoidStep = 2.5;
    private const double LargestDecibelStep = 15;

    // With residuals of real units correlated as they are, the true error is several times the standard error.
    private const double LargestDecibelError = 0.5;
    private const double LargestRelativeError = 0.05;

    private readonly double sampleRate;
    private readonly Interval ratio;
    private readonly Interval attack;
    private readonly Interval release;

    /// <summary>
    /// The space of the given ranges.
    /// </summary>
    /// <param name="ranges">Ends of ratio, attack and release.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <exception cref="InputException">A range is empty, or a ratio is below 1, or a time is not positive.</exception>
    public ParameterSpace(ParameterRanges ranges, double sampleRate)
    {
        Check("ratio", ranges.MinimumRatio, ranges.MaximumRatio, 1);
        Check("attack", ranges.MinimumAttackMs, ranges.MaximumAttackMs, double.Epsilon);
        Check("release", ranges.MinimumReleaseMs, ranges.MaximumReleaseMs, double.Epsilon);
        Ranges = ranges;
        this.sampleRate = sampleRate;
        ratio = new Interval(ranges.MinimumRatio, ranges.MaximumRatio);
        attack = Coefficients(ranges.MinimumAttackMs, ranges.MaximumAttackMs);
        release = Coefficients(ranges.MinimumReleaseMs, ranges.MaximumReleaseMs);
    }

    /// <summary>Ends of the ranges.</summary>
    public ParameterRanges Ranges { get; }

    /// <summary>Number of coordinates.</summary>
    public static int Dimension => UnconstrainedParameters.Names.Length;

    /// <summary>
    /// Longest sensible step of an optimiser in each unconstrained coordinate.
    /// </summary>
    public static Vector<double> StepBounds { get; } = Vector<double>.Build.DenseOfArray(
        [LargestDecibelStep, LargestSigmoidStep, LargestSigmoidStep, LargestSigmoidStep, LargestDecibelStep]);

    /// <summary>
    /// Unconstrained coordinates of physical parameters; a setting on or beyond an end is first moved 1 % inside it.
    /// </summary>
    public UnconstrainedParameters FromPhysical(CompressorParameters physical)
    {
        var inside = MoveInside(physical);
        return new(Vector<double>.Build.DenseOfArray(
        [
            inside.ThresholdDb,
            ratio.Argument(inside.Ratio),
            attack.Argument(BallisticsCoefficients.FromMilliseconds(inside.AttackMs, sampleRate)),
            release.Argument(BallisticsCoefficients.FromMilliseconds(inside.ReleaseMs, sampleRate)),
            inside.MakeUpDb,
        ]));
    }

    /// <summary>
    /// Physical parameters of unconstrained coordinates.
    /// </summary>
    public CompressorParameters ToPhysical(UnconstrainedParameters unconstrained)
    {
        var u = unconstrained.Values;
        return new(
            u[CoreParameters.Threshold],
            ratio.Value(u[CoreParameters.SlopeIndex]),
            BallisticsCoefficients.ToMilliseconds(attack.Value(u[CoreParameters.Attack]), sampleRate),
            BallisticsCoefficients.ToMilliseconds(release.Value(u[CoreParameters.Release]), sampleRate),
            u[CoreParameters.MakeUp]);
    }

    /// <summary>
    /// Core coordinates of unconstrained ones.
    /// </summary>
    public CoreParameters ToCore(UnconstrainedParameters unconstrained)
    {
        var u = unconstrained.Values;
        return new(
            u[CoreParameters.Threshold],
            1 - (1 / ratio.Value(u[CoreParameters.SlopeIndex])),
            [new BallisticsCoefficients(
                attack.Value(u[CoreParameters.Attack]),
                release.Value(u[CoreParameters.Release]))],
            u[CoreParameters.MakeUp]);
    }

    /// <summary>
    /// Moves an evaluation from core to unconstrained coordinates. With <c>c_i = phi_i(u_i)</c> and
    /// <c>D = diag(phi_i')</c>: gradient <c>D g</c>, Gauss-Newton <c>D G D</c>, Hessian <c>D H D + diag(phi_i'' g_i)</c>.
    /// </summary>
    /// <param name="core">Evaluation in core coordinates.</param>
    /// <param name="at">The point it was made at.</param>
    public Evaluation ToUnconstrained(Evaluation core, UnconstrainedParameters at)
    {
        var (first, second) = CoreDerivatives(at);
        var d = Matrix<double>.Build.DiagonalOfDiagonalVector(first);
        return new(
            core.Loss,
            core.Gradient?.PointwiseMultiply(first),
            core.GaussNewton is null ? null : d * core.GaussNewton * d,
            core.Hessian is null
                ? null
                : (d * core.Hessian * d) + Matrix<double>.Build.DiagonalOfDiagonalVector(second.PointwiseMultiply(core.Gradient!)));
    }

    /// <summary>
    /// Diagonal of <c>d physical / d unconstrained</c>: dB, ratio, ms, ms, dB per unit.
    /// </summary>
    public Vector<double> PhysicalJacobian(UnconstrainedParameters at)
    {
        var u = at.Values;
        return Vector<double>.Build.DenseOfArray(
        [
            1,
            ratio.First(u[CoreParameters.SlopeIndex]),
            MillisecondsPerUnit(attack, u[CoreParameters.Attack]),
            MillisecondsPerUnit(release, u[CoreParameters.Release]),
            1,
        ]);
    }

    /// <summary>
    /// Standard errors above which a parameter is not determined: 0.5 dB; 5 % of the ratio's distance from 1; 5 % of a time.
    /// </summary>
    public static Vector<double> LargestStandardErrors(CompressorParameters physical)
        => Vector<double>.Build.DenseOfArray(
        [
            LargestDecibelError,
            LargestRelativeError * (physical.Ratio - 1),
            LargestRelativeError * physical.AttackMs,
            LargestRelativeError * physical.ReleaseMs,
            LargestDecibelError,
        ]);

    /// <summary>
    /// Names of the parameters within 0.5 % of an end of their range.
    /// </summary>
    public ImmutableArray<string> AtEdge(CompressorParameters physical)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        Add(CoreParameters.SlopeIndex, physical.Ratio, Ranges.MinimumRatio, Ranges.MaximumRatio);
        Add(CoreParameters.Attack, physical.AttackMs, Ranges.MinimumAttackMs, Ranges.MaximumAttackMs);
        Add(CoreParameters.Release, physical.ReleaseMs, Ranges.MinimumReleaseMs, Ranges.MaximumReleaseMs);
        return names.ToImmutable();

        void Add(int index, double value, double minimum, double maximum)
        {
            if (value < minimum * (1 + EdgeTolerance) || value > maximum / (1 + EdgeTolerance))
            {
                names.Add(UnconstrainedParameters.Names[index]);
            }
        }
    }

    /// <summary>
    /// The same parameters with ratio, attack and release at least 1 % inside their ranges.
    /// </summary>
    public CompressorParameters MoveInside(CompressorParameters physical)
        => physical with
        {
            Ratio = Inside(physical.Ratio, Ranges.MinimumRatio, Ranges.MaximumRatio),
            AttackMs = Inside(physical.AttackMs, Ranges.MinimumAttackMs, Ranges.MaximumAttackMs),
            ReleaseMs = Inside(physical.ReleaseMs, Ranges.MinimumReleaseMs, Ranges.MaximumReleaseMs),
        };

    // The margin never takes more than a tenth of a narrow range.
    private static double Inside(double value, double minimum, double maximum)
    {
        var margin = Math.Min(InteriorMargin, 0.1 * Math.Log(maximum / minimum));
        return Math.Clamp(value, minimum * Math.Exp(margin), maximum * Math.Exp(-margin));
    }

    private static void Check(string name, double minimum, double maximum, double lowest)
    {
        if (!(minimum >= lowest && maximum > minimum && double.IsFinite(maximum)))
        {
            var bound = lowest == 1 ? "from 1 up" : "above 0";
            throw new InputException(
                $"{name} range {minimum:R}..{maximum:R}: expected two finite numbers {bound}, the smaller first; correct the range.");
        }
    }

    private Interval Coefficients(double shortestMs, double longestMs)
        => new(
            BallisticsCoefficients.FromMilliseconds(longestMs, sampleRate),
            BallisticsCoefficients.FromMilliseconds(shortestMs, sampleRate));

    // d core / d u and d^2 core / d u^2.
    private (Vector<double> First, Vector<double> Second) CoreDerivatives(UnconstrainedParameters at)
    {
        var u = at.Values;
        var r = ratio.Value(u[CoreParameters.SlopeIndex]);
        var r1 = ratio.First(u[CoreParameters.SlopeIndex]);
        var r2 = ratio.Second(u[CoreParameters.SlopeIndex]);
        var first = Vector<double>.Build.DenseOfArray(
            [1, r1 / (r * r), attack.First(u[CoreParameters.Attack]), release.First(u[CoreParameters.Release]), 1]);
        var second = Vector<double>.Build.DenseOfArray(
        [
            0,
            (r2 / (r * r)) - (2 * r1 * r1 / (r * r * r)),
            attack.Second(u[CoreParameters.Attack]),
            release.Second(u[CoreParameters.Release]),
            0,
        ]);
        return (first, second);
    }

    // t = -c / ln(1 - a), so dt/da = -t / ((1 - a) (-ln(1 - a))).
    private double MillisecondsPerUnit(Interval coefficients, double u)
    {
        var a = coefficients.Value(u);
        return BallisticsCoefficients.ToMilliseconds(a, sampleRate) / ((1 - a) * double.LogP1(-a)) * coefficients.First(u);
    }

    // v = min + (max - min) sigmoid(u).
    private readonly record struct Interval(double Minimum, double Maximum)
    {
        public double Value(double u) => Minimum + ((Maximum - Minimum) * Sigmoid(u));

        public double First(double u) => (Maximum - Minimum) * Sigmoid(u) * Sigmoid(-u);

        public double Second(double u) => First(u) * (Sigmoid(-u) - Sigmoid(u));

        public double Argument(double value) => Math.Log((value - Minimum) / (Maximum - value));

        // Accurate in both tails: sigmoid(-u) = 1 - sigmoid(u) without cancellation.
        private static double Sigmoid(double u) => u >= 0 ? 1 / (1 + Math.Exp(-u)) : Math.Exp(u) / (1 + Math.Exp(u));
    }
}
