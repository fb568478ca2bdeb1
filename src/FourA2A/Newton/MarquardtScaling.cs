using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// Quadratic models in coordinates where the Gauss-Newton diagonal is 1: <c>S_ij = B_ij / sqrt(G_ii G_jj)</c>.
/// </summary>
internal static class MarquardtScaling
{
    // A matrix put together from eigenvalues further apart than this is no longer positive definite after rounding.
    private const double SmallestEigenvalueRatio = 1e-12;

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
    /// The damped step of a model.
    /// </summary>
    /// <param name="gradient">Gradient, n entries.</param>
    /// <param name="matrix">Second derivatives, n x n.</param>
    /// <param name="scales">What <see cref="Scales"/> gives.</param>
    /// <param name="positive">Makes an eigenvalue of the scaled matrix positive.</param>
    /// <param name="damping">At least 0.</param>
    /// <param name="bounds">Largest magnitude of each entry of the step; unbounded if null.</param>
    public static NewtonStep Step(
        Vector<double> gradient,
        Matrix<double> matrix,
        Vector<double> scales,
        Func<double, double> positive,
        double damping,
        Vector<double>? bounds)
    {
        var scaled = Scale(matrix, scales);
        var eigen = scaled.Evd(Symmetricity.Symmetric);
        var eigenvalues = eigen.EigenValues.Map(value => positive(value.Real));
        eigenvalues = eigenvalues.PointwiseMaximum(SmallestEigenvalueRatio * eigenvalues.Maximum());
        var model = eigen.EigenVectors * Matrix<double>.Build.DiagonalOfDiagonalVector(eigenvalues) * eigen.EigenVectors.Transpose();

        // What has no influence stays where it is: the eigenvalues made positive are no reason to move it.
        var influence = Array.ConvertAll(scaled.ToRowArrays(), row => row.Any(entry => entry != 0));
        var scaledGradient = gradient.PointwiseDivide(scales);
        var scaledBounds = bounds?.PointwiseMultiply(scales);
        var damped = model + (damping * Matrix<double>.Build.DenseIdentity(model.RowCount));
        var step = MinimizeWithin(damped, scaledGradient, scaledBounds, influence);
        var undamped = MinimizeWithin(model, scaledGradient, scaledBounds, influence);
        return new(
            step.PointwiseDivide(scales),
            scaledGradient * step,
            step * model * step,
            undamped.PointwiseDivide(scales),
            -(scaledGradient * undamped) - (0.5 * (undamped * model * undamped)));
    }

    /// <summary>
    /// Lowers <c>g^T p + p^T B p / 2</c> within <c>|p_i| &lt;= bound_i</c>: from p = 0 towards the minimum; a coordinate that
    /// meets its bound stays there, and the others go on to their minimum. B is positive definite, so that each leg goes
    /// downhill: the result is a descent direction. Shortening the whole step instead would let one coordinate that has
    /// run into saturation, and asks for a step without end, keep all others where they are.
    /// </summary>
    private static Vector<double> MinimizeWithin(
        Matrix<double> b,
        Vector<double> gradient,
        Vector<double>? bounds,
        bool[] influence)
    {
        var p = Vector<double>.Build.Dense(gradient.Count);

        var free = Enumerable.Range(0, gradient.Count).Where(i => influence[i]).ToList();
        while (free.Count > 0)
        {
            var slope = gradient + (b * p);
            var leg = -Matrix<double>.Build.Dense(free.Count, free.Count, (i, j) => b[free[i], free[j]])
                .Cholesky()
                .Solve(Vector<double>.Build.Dense(free.Count, i => slope[free[i]]));
            var (share, blocking) = (1.0, -1);
            for (var i = 0; i < free.Count && bounds is not null; i++)
            {
                var room = bounds[free[i]] - (Math.Sign(leg[i]) * p[free[i]]);
                if (Math.Abs(leg[i]) * share > room)
                {
                    (share, blocking) = (room / Math.Abs(leg[i]), i);
                }
            }

            for (var i = 0; i < free.Count; i++)
            {
                p[free[i]] += share * leg[i];
            }

            if (blocking < 0)
            {
                break;
            }

            free.RemoveAt(blocking);
        }

        return p;
    }
}
