using System.Globalization;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Bench.Hessians;

/// <summary>
/// Whether an evaluation is that of the serial referee.
/// </summary>
internal static class Agreement
{
    /// <summary>
    /// What is wrong, or null: the loss relative to itself, the gradient to <c>sqrt(L G_ii)</c>, matrices to <c>sqrt(G_ii G_jj)</c>, with the referee's
    /// loss L and Gauss-Newton matrix G. What the order promises has to be there; what else is there has to agree too.
    /// </summary>
    /// <param name="found">The evaluation.</param>
    /// <param name="expected">The referee's, with both matrices.</param>
    /// <param name="order">What was asked for; of an exact Hessian, a strategy composed of stages leaves the Gauss-Newton matrix out.</param>
    /// <param name="tolerance">Largest error.</param>
    public static string? Problem(Evaluation found, Evaluation expected, EvaluationOrder order, double tolerance)
    {
        var scale = expected.GaussNewton!.Diagonal().PointwiseSqrt();
        var scales = scale.OuterProduct(scale);
        (string Name, bool Promised, double? Error)[] parts =
        [
            ("loss", true, Math.Abs(found.Loss - expected.Loss) / expected.Loss),
            ("gradient", order >= EvaluationOrder.Gradient, found.Gradient is { } gradient
                ? Largest((gradient - expected.Gradient!).Enumerate(), (scale * Math.Sqrt(expected.Loss)).Enumerate())
                : null),
            ("Gauss-Newton matrix", order == EvaluationOrder.GaussNewton, OfMatrix(found.GaussNewton, expected.GaussNewton)),
            ("Hessian", order == EvaluationOrder.ExactHessian, OfMatrix(found.Hessian, expected.Hessian!)),
        ];

        // NaN is no agreement.
        var wrong = Array.FindAll(parts, part => part.Error is { } error ? !(error <= tolerance) : part.Promised);
        return wrong.Length == 0
            ? null
            : $"expected the serial referee's within {tolerance.ToString("E0", CultureInfo.InvariantCulture)}, found "
                + string.Join(", ", wrong.Select(part => part.Error is { } error ? string.Create(CultureInfo.InvariantCulture, $"{part.Name} {error:E1}") : $"no {part.Name}"));

        double? OfMatrix(Matrix<double>? matrix, Matrix<double> of)
            => matrix is null ? null : Largest((matrix - of).Enumerate(), scales.Enumerate());

        // Math.Max keeps NaN, which other maxima pass over. What has no influence, as in silence, has neither derivative nor scale.
        static double Largest(IEnumerable<double> differences, IEnumerable<double> scales)
            => differences.Zip(scales, (difference, scale) => difference == 0 ? 0 : Math.Abs(difference) / scale).Aggregate(Math.Max);
    }
}
