using FourA2A.Newton;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Tests.Newton;

/// <summary>
/// Sums of squares with known derivatives: residuals, their Jacobian, and the second derivatives of each residual.
/// </summary>
internal sealed class Residuals(
    Func<Vector<double>, Vector<double>> residuals,
    Func<Vector<double>, Matrix<double>> jacobian,
    Func<Vector<double>, Matrix<double>[]> curvatures) : IObjective
{
    /// <summary>r = (10 (y - x^2), 1 - x): one minimum at (1, 1) at the end of a curved valley.</summary>
    public static Residuals Rosenbrock { get; } = new(
        p => V(10 * (p[1] - (p[0] * p[0])), 1 - p[0]),
        p => M(2, -20 * p[0], 10, -1, 0),
        _ => [M(2, -20, 0, 0, 0), M(2, 0, 0, 0, 0)]);

    /// <summary>r = (x^2 - 1, y): minima at (+-1, 0), negative curvature in x around 0.</summary>
    public static Residuals DoubleWell { get; } = new(
        p => V((p[0] * p[0]) - 1, p[1]),
        p => M(2, 2 * p[0], 0, 0, 1),
        _ => [M(2, 2, 0, 0, 0), M(2, 0, 0, 0, 0)]);

    /// <summary>r = (x + y - 1, (x + y)^2 / 2): a valley of minima along x + y = const.</summary>
    public static Residuals RankDeficient { get; } = new(
        p => V(p[0] + p[1] - 1, 0.5 * (p[0] + p[1]) * (p[0] + p[1])),
        p => M(2, 1, 1, p[0] + p[1], p[0] + p[1]),
        _ => [M(2, 0, 0, 0, 0), M(2, 1, 1, 1, 1)]);

    public int Evaluations { get; private set; }

    public Evaluation Evaluate(Vector<double> point, EvaluationOrder what)
    {
        Evaluations++;
        var r = residuals(point);
        var j = jacobian(point);
        var gaussNewton = 2 * j.TransposeThisAndMultiply(j);
        var hessian = gaussNewton.Clone();
        foreach (var (value, curvature) in r.Zip(curvatures(point)))
        {
            hessian += 2 * value * curvature;
        }

        return new(r * r, 2 * j.TransposeThisAndMultiply(r), gaussNewton, what == EvaluationOrder.ExactHessian ? hessian : null);
    }

    public static Vector<double> V(params double[] values) => Vector<double>.Build.DenseOfArray(values);

    public static Matrix<double> M(int columns, params double[] rows)
        => Matrix<double>.Build.Dense(rows.Length / columns, columns, (i, j) => rows[(i * columns) + j]);
}
