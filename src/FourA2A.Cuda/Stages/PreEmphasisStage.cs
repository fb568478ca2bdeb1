using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// The pre-emphasis, see <see cref="PreEmphasisFilter"/>. It is linear and without parameters: tangents go through the filter, cotangents through its
/// transpose, and second derivatives add nothing.
/// </summary>
internal sealed class PreEmphasisStage(CudaStageChain chain) : IStage<CudaDeviceVariable<float>>
{
    private readonly PreEmphasisFilter kernels = chain.Kernels.PreEmphasis;

    public ImmutableArray<int> Parameters { get; } = [];

    public void Forward(CoreParameters parameters, CudaDeviceVariable<float> x, CudaDeviceVariable<float> y) => Filter(x, y);

    public void Jvp(StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> yTangent) => Filter(tangent.X, yTangent);

    public void Vjp(CudaDeviceVariable<float> yCotangent, CudaDeviceVariable<float>? xCotangent, int sums) => Transposed(yCotangent, xCotangent);

    public void JvpOfVjp(
        StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> yCotangentTangent, CudaDeviceVariable<float>? xCotangentTangent, int sums)
        => Transposed(yCotangentTangent, xCotangentTangent);

    public void JvpOfJvp(
        StageTangent<CudaDeviceVariable<float>> first,
        StageTangent<CudaDeviceVariable<float>> second,
        CudaDeviceVariable<float>? xSecond,
        CudaDeviceVariable<float> ySecond)
        => Filter(xSecond, ySecond);

    private void Filter(CudaDeviceVariable<float>? source, CudaDeviceVariable<float> result)
    {
        if (source is null)
        {
            result.AsyncMemset(0, chain.Stream);
            return;
        }

        kernels.Apply(chain.Stream, source, result, chain.Rows);
    }

    private void Transposed(CudaDeviceVariable<float> source, CudaDeviceVariable<float>? result)
    {
        if (result is not null)
        {
            kernels.ApplyTransposed(chain.Stream, source, result, chain.Rows);
        }
    }
}
