using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Objective;

/// <summary>
/// Value and derivatives of a loss at a point. Vectors have n entries and matrices n x n, in the order of the
/// parameter names of the coordinates they were computed in; what was not asked for is null.
/// </summary>
/// <param name="Loss">Sum of squared weighted residuals.</param>
/// <param name="Gradient">First derivatives.</param>
/// <param name="GaussNewton"><c>2 J^T J</c>.</param>
/// <param name="Hessian">Exact second derivatives.</param>
public sealed record Evaluation(
    double Loss,
    Vector<double>? Gradient = null,
    Matrix<double>? GaussNewton = null,
    Matrix<double>? Hessian = null);
