using System.Globalization;
using FourA2A.Objective;

namespace FourA2A.Bench.Hessians;

/// <summary>
/// Whether an evaluation is that of the serial referee.
/// </summary>
internal static class Agreement
{
    /// <summary>
    /// What is wrong, or null: the loss relative to itself, the gradient to <c>sqrt(L G_ii)</c>, matrices to <c>sqrt(G_ii G_jj)</c>, with the referee's
    /// loss L and Gauss-Newton matrix G.
    /// </summary>
    /// <param name="found">The evaluation.</param>
    /// <param name="expected">The referee's, with both matrices.</param>
    /// <param name="tolerance">Largest error.</param>
    public static string? Problem(Evaluation found, Evaluation expected, double tolerance)
    {
        var scale = expected.GaussNewton!.Diagonal().PointwiseSqrt();
        var scales = scale.OuterProduct(scale);
        (string Name, double Error)[] errors =
        [
            ("loss", Math.Abs(found.Loss - expected.Loss) / expected.Loss),
            ("gradient", found.Gradient is { } gradient
                ? (gradient - expected.Gradient!).PointwiseAbs().PointwiseDivide(scale * Math.Sqrt(expected.Loss)).Maximum()
                : 0),
            ("Gauss-Newton matrix", found.GaussNewton is { } gaussNewton
                ? (gaussNewton - expected.GaussNewton).PointwiseAbs().PointwiseDivide(scales).Enumerate().Max()
                : 0),
            ("Hessian", found.Hessian is { } hessian
                ? (hessian - expected.Hessian!).PointwiseAbs().PointwiseDivide(scales).Enumerate().Max()
                : 0),
        ];

        // NaN is no agreement.
        var wrong = Array.FindAll(errors, error => !(error.Error <= tolerance));
        return wrong.Length == 0
            ? null
            : $"expected the serial referee's within {tolerance.ToString("E0", CultureInfo.InvariantCulture)}, found "
                + string.Join(", ", wrong.Select(error => string.Create(CultureInfo.InvariantCulture, $"{error.Name} {error.Error:E1}")));
    }
}
