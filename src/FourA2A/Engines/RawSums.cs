using FourA2A.Compressor;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Engines;

/// <summary>
/// From the sums of raw channels to loss, gradient and matrices in core coordinates.
/// </summary>
/// <remarks>
/// With G = 10^(gamma/20) and k = ln 10 / 20 the columns of P z are
/// <c>P z_CT = G k s p_h, P z_s = G ln 2 p_s, P z_at = G p_at, P z_rt = G p_rt, P z_gamma = G k p_g</c>.
/// </remarks>
internal static class RawSums
{
    // Raw column of each core coordinate: P(x g) serves the make-up, and the others follow in core order.
    private static readonly int[] ColumnOf = [1, 2, 3, 4, 0];

    /// <param name="sums">Totals over lanes and groups, in the order of <see cref="Sum"/>.</param>
    /// <param name="parameters">Where they were taken.</param>
    /// <param name="order">What was asked.</param>
    public static Evaluation ToEvaluation(ReadOnlySpan<double> sums, CoreParameters parameters, EvaluationOrder order)
    {
        var loss = sums[(int)Sum.Loss];
        if (order == EvaluationOrder.Loss)
        {
            return new Evaluation(loss);
        }

        const double k = ModelConstants.NepersPerDecibel;
        var makeUp = Math.Exp(k * parameters.MakeUpDb);
        var s = parameters.Slope;
        double[] scale = [makeUp * k * s, makeUp * Math.Log(2), makeUp, makeUp, makeUp * k];
        var count = scale.Length;
        var gradient = Vector<double>.Build.Dense(count);
        for (var i = 0; i < count; i++)
        {
            gradient[i] = 2 * scale[i] * sums[(int)Sum.Gradient + ColumnOf[i]];
        }

        if (order == EvaluationOrder.Gradient)
        {
            return new Evaluation(loss, gradient);
        }

        var gaussNewton = Matrix<double>.Build.Dense(count, count);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                gaussNewton[i, j] = 2 * scale[i] * scale[j] * sums[(int)Sum.Products + Pair(ColumnOf[i], ColumnOf[j], count)];
            }
        }

        if (order == EvaluationOrder.GaussNewton)
        {
            return new Evaluation(loss, gradient, gaussNewton);
        }

        return new Evaluation(loss, gradient, gaussNewton, gaussNewton + ResidualCurvature(sums, scale, gradient, s));
    }

    /// <summary><c>2 sum r P z_ij</c>.</summary>
    private static Matrix<double> ResidualCurvature(
        ReadOnlySpan<double> sums, double[] scale, Vector<double> gradient, double s)
    {
        const double k = ModelConstants.NepersPerDecibel;
        var second = sums.Slice((int)Sum.Second, Channels.Second);
        var sourceCt = scale[CoreParameters.Threshold];
        var sourceS = scale[CoreParameters.SlopeIndex];
        var makeUp = scale[CoreParameters.Attack];
        var curvature = Matrix<double>.Build.Dense(scale.Length, scale.Length);
        void Set(int i, int j, double value) => curvature[i, j] = curvature[j, i] = value;

        // From h: g_CTCT = k s g_CT and g_CTs = g_CT / s + k s g_s; written with the raw sum, so that s = 0 is no case.
        var rawH = sums[(int)Sum.Gradient + ColumnOf[CoreParameters.Threshold]];
        Set(CoreParameters.Threshold, CoreParameters.Threshold, k * s * gradient[CoreParameters.Threshold]);
        Set(
            CoreParameters.Threshold,
            CoreParameters.SlopeIndex,
            (2 * makeUp * k * rawH) + (k * s * gradient[CoreParameters.SlopeIndex]));
        Set(CoreParameters.SlopeIndex, CoreParameters.SlopeIndex, 2 * sourceS * Math.Log(2) * second[0]);
        Set(CoreParameters.Threshold, CoreParameters.Attack, 2 * sourceCt * second[1]);
        Set(CoreParameters.Threshold, CoreParameters.Release, 2 * sourceCt * second[2]);
        Set(CoreParameters.Attack, CoreParameters.Release, -2 * makeUp * second[7]);
        Set(CoreParameters.SlopeIndex, CoreParameters.Attack, 2 * sourceS * second[3]);
        Set(CoreParameters.SlopeIndex, CoreParameters.Release, 2 * sourceS * second[4]);
        Set(CoreParameters.Attack, CoreParameters.Attack, -4 * makeUp * second[5]);
        Set(CoreParameters.Release, CoreParameters.Release, -4 * makeUp * second[6]);

        // z_i,gamma = k z_i for every i, gamma itself included: no sums of their own.
        for (var i = 0; i < scale.Length; i++)
        {
            Set(i, CoreParameters.MakeUp, k * gradient[i]);
        }

        return curvature;
    }

    // Index of (i, j) in the upper triangle stored row by row.
    private static int Pair(int i, int j, int count)
    {
        var (low, high) = i < j ? (i, j) : (j, i);
        return (low * count) - (low * (low - 1) / 2) + high - low;
    }
}
