using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// Runs the ballistics' kernels on a card from and to arrays of the host; whatever is written past a chunk's end fails the test.
/// </summary>
internal sealed class BallisticsArrays(CudaContext context, BallisticsKernels kernels, BallisticsProblem problem) : IDisposable
{
    private readonly RowArrays arrays = new(context, problem.Rows);

    /// <summary>Sweeps of the last <see cref="Forward"/>.</summary>
    public int Sweeps { get; private set; }

    public (float[] Gain, float[] Difference) Forward(bool gainInPlace = false, bool differenceInPlace = false)
    {
        var f = arrays.Upload(problem.F);
        var g = gainInPlace ? f : arrays.Result();
        var difference = differenceInPlace ? f : arrays.Result();
        Sweeps = kernels.Forward(arrays.Stream, problem.Coefficients, f, g, difference, problem.Rows);
        return (arrays.Download(g), arrays.Download(difference));
    }

    public float[] Jvp(float[] difference, BallisticsCoefficients tangents, float[]? fTangent)
    {
        var result = arrays.Result();
        kernels.Jvp(arrays.Stream, problem.Coefficients, arrays.Upload(difference), Tangent(tangents, fTangent), result, problem.Rows);
        return arrays.Download(result);
    }

    public (float[] Adjoint, float[] F, double[] Sums) Vjp(float[] difference, float[] v)
    {
        var adjoint = arrays.Result();
        var result = arrays.Result();
        var sums = arrays.Sums(
            2, totals => kernels.Vjp(arrays.Stream, problem.Coefficients, arrays.Upload(difference), arrays.Upload(v), adjoint, result, totals, problem.Rows));
        return (arrays.Download(adjoint), arrays.Download(result), sums);
    }

    public (float[] F, double[] Sums) JvpOfVjp(
        float[] difference, float[] adjoint, BallisticsCoefficients tangents, float[]? fTangent, float[]? gTangent, float[] vTangent)
    {
        var result = arrays.Result();
        var sums = arrays.Sums(
            2,
            totals => kernels.JvpOfVjp(
                arrays.Stream, problem.Coefficients, arrays.Upload(difference), arrays.Upload(adjoint), Tangent(tangents, fTangent, gTangent),
                arrays.Upload(vTangent), result, totals, problem.Rows));
        return (arrays.Download(result), sums);
    }

    public float[] JvpOfJvp(
        float[] difference,
        (BallisticsCoefficients Coefficients, float[]? F, float[]? G) first,
        (BallisticsCoefficients Coefficients, float[]? F, float[]? G) second,
        float[]? fSecond)
    {
        var result = arrays.Result();
        kernels.JvpOfJvp(
            arrays.Stream, problem.Coefficients, arrays.Upload(difference), Tangent(first.Coefficients, first.F, first.G), Tangent(second.Coefficients, second.F, second.G),
            arrays.UploadOrNull(fSecond), result, problem.Rows);
        return arrays.Download(result);
    }

    public void Dispose() => arrays.Dispose();

    private StageTangent<CudaDeviceVariable<float>> Tangent(BallisticsCoefficients coefficients, float[]? f, float[]? g = null)
        => new([double.NaN, double.NaN, coefficients.Attack, coefficients.Release, double.NaN], arrays.UploadOrNull(f), arrays.UploadOrNull(g));
}
