using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Objective;

namespace FourA2A.Tests.Engines;

/// <summary>
/// Compares evaluations on the scales that matter to an optimiser.
/// </summary>
internal static class EvaluationAssert
{
    /// <summary>
    /// Every part of <paramref name="actual"/> that is there agrees with <paramref name="expected"/>, an exact-Hessian
    /// evaluation by the serial engine.
    /// </summary>
    /// <remarks>
    /// With E = sum (P z)^2 = G_gamma,gamma / (2 k^2) over the N samples of the loss and t the tolerance:
    /// <list type="bullet">
    /// <item>loss: <c>t (L + sqrt(L E / N) + t E)</c>. The second term is the sum of N independent rounding errors
    /// of P z against the residual (it matters for a handful of samples), the third the square of those errors.</item>
    /// <item>gradient: <c>t sqrt(L* G_ii)</c> with <c>L* = L + E (1e-3 + 1/N)</c>, so that an exact fit is not held to a relative error of nothing.</item>
    /// <item>gradient and matrices have the floor <see cref="Tolerances.StandIn"/> times E.</item>
    /// <item>matrices: <c>t (sqrt(G_ii G_jj) + |entry|)</c>, with gamma also <c>t k sqrt(2 L G_jj)</c>. An entry can be far above the Gauss-Newton scale: near ratio 1
    /// G_CT,CT vanishes with the slope and H_CT,s does not.</item>
    /// </list>
    /// Energies have a floor of N samples at <see cref="Tolerances.SilentAmplitude"/>.
    /// </remarks>
    public static void Matches(Evaluation expected, Evaluation actual, Tolerances tolerance, ChunkBatch batch)
    {
        var scale = new Scale(expected, batch);
        var lossError = tolerance.Loss
            * (expected.Loss + double.Sqrt(expected.Loss * scale.OutputEnergy / scale.Samples) + (tolerance.Loss * scale.OutputEnergy));
        AssertWithin(expected.Loss, actual.Loss, lossError, "loss");
        for (var i = 0; i < scale.Count; i++)
        {
            if (actual.Gradient is not null)
            {
                AssertWithin(expected.Gradient![i], actual.Gradient[i], (tolerance.Derivatives * scale.Gradient(i)) + (tolerance.StandIn * scale.OutputEnergy), $"gradient[{Name(i)}]");
            }

            for (var j = 0; j < scale.Count; j++)
            {
                AssertEntry(expected.GaussNewton![i, j], actual.GaussNewton?[i, j], i, j, "Gauss-Newton");
                AssertEntry(expected.Hessian![i, j], actual.Hessian?[i, j], i, j, "Hessian");
            }
        }

        void AssertEntry(double wanted, double? found, int i, int j, string what)
        {
            if (found is { } value)
            {
                var error = (tolerance.Derivatives * (scale.Matrix(i, j) + scale.MakeUpCurvature(i, j) + double.Abs(wanted)))
                    + (tolerance.StandIn * scale.OutputEnergy);
                AssertWithin(wanted, value, error, $"{what}[{Name(i)}, {Name(j)}]");
            }
        }
    }

    /// <summary>The scales of an evaluation's errors.</summary>
    public sealed class Scale
    {
        private readonly Evaluation evaluation;
        private readonly double floor;

        public Scale(Evaluation evaluation, ChunkBatch batch)
        {
            this.evaluation = evaluation;
            Samples = batch.LossSampleCount;
            floor = Samples * Tolerances.SilentAmplitude * Tolerances.SilentAmplitude;
            const double k = ModelConstants.NepersPerDecibel;
            OutputEnergy = (evaluation.GaussNewton![CoreParameters.MakeUp, CoreParameters.MakeUp] / (2 * k * k)) + floor;
        }

        public int Count => evaluation.Gradient!.Count;

        public double Samples { get; }

        public double OutputEnergy { get; }

        public double Gradient(int i)
            => double.Sqrt((evaluation.Loss + (OutputEnergy * (Tolerances.SmallestRealResidual + (1 / Samples)))) * Diagonal(i));

        // 2 sum r P z_i,gamma = 2 k sum r P z_i is at most this; its rounding errors are on this scale even where the sum is near zero.
        public double MakeUpCurvature(int i, int j)
            => i == CoreParameters.MakeUp || j == CoreParameters.MakeUp
                ? ModelConstants.NepersPerDecibel * double.Sqrt(2 * evaluation.Loss * Diagonal(i == CoreParameters.MakeUp ? j : i))
                : 0;

        public double Matrix(int i, int j) => double.Sqrt(Diagonal(i) * Diagonal(j));

        private double Diagonal(int i) => evaluation.GaussNewton![i, i] + floor;
    }

    public static void AssertWithin(double expected, double actual, double tolerance, string what)
        => Assert.True(
            double.Abs(actual - expected) <= tolerance,
            $"{what}: expected {expected:R} within {tolerance:E2}, found {actual:R}, off by {double.Abs(actual - expected):E2}.");

    public static string Name(int i) => CoreParameters.Names[i];
}
