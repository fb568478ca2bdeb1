using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// Symmetric matrices in coordinates where the Gauss-Newton diagonal is 1: <c>S_ij = B_ij / sqrt(G_ii G_jj)</c>.
/// </summary>
internal static class MarquardtScaling
{
    /// <summary>
    /// <c>sqrt(G_ii)</c>; 1 where a coordinate has no influence, since its gradient is 0 as well.
    /// </summary>
    public static Vector<double> Scales(Matrix<double> gaussNewton)
        => gaussNewton.Diagonal().Map(g => g > 0 ? Math.Sqrt(g) : 1);

    /// <summary>
    /// The scaled matrix, made symmetric to the last bit.
    /// </summary>
    public static Matrix<double> Scale(Matrix<double> matrix, Vector<double> scales)
        => Matrix<double>.Build.Dense(
            matrix.RowCount,
            matrix.ColumnCount,
            (i, j) => 0.5 * (matrix[i, j] + matrix[j, i]) / (scales[i] * scales[j]));

    /// <summary>
    /// The damped step of a matrix with the given eigenvalues, all positive.
    /// </summary>
    public static NewtonStep Step(
        Vector<double> gradient,
        Vector<double> scales,
        Matrix<double> eigenvectors,
        Vector<double> eigenvalues,
        double damping)
    {
        var projected = eigenvectors.TransposeThisAndMultiply(gradient.PointwiseDivide(scales));
        var coefficients = -projected.PointwiseDivide(eigenvalues + damping);
        var undamped = -projected.PointwiseDivide(eigenvalues);
        return new(
            (eigenvectors * coefficients).PointwiseDivide(scales),
            projected.DotProduct(coefficients),
            coefficients.PointwiseMultiply(coefficients).DotProduct(eigenvalues),
            (eigenvectors * undamped).PointwiseDivide(scales),
            -0.5 * projected.DotProduct(undamped));
    }
}
