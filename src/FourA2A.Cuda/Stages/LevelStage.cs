using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// The level as the base-2 logarithm of an amplitude, see <see cref="LevelKernels"/>.
/// </summary>
internal sealed class LevelStage(CudaStageChain chain) : IStage<CudaDeviceVariable<float>>
{
    private readonly LevelKernels kernels = chain.Kernels.Level;
    private CudaDeviceVariable<float>? x;
    private CudaDeviceVariable<float>? levelCotangent;

    public ImmutableArray<int> Parameters { get; } = [];

    public void Forward(CoreParameters parameters, CudaDeviceVariable<float> x, CudaDeviceVariable<float> y)
    {
        this.x = x;
        kernels.Forward(chain.Stream, x, y, chain.Rows);
    }

    public void Jvp(StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> yTangent)
        => kernels.Jvp(chain.Stream, x!, tangent, yTangent, chain.Rows);

    public void Vjp(CudaDeviceVariable<float> yCotangent, CudaDeviceVariable<float>? xCotangent, int sums)
    {
        levelCotangent = yCotangent;
        if (xCotangent is not null)
        {
            kernels.Vjp(chain.Stream, x!, yCotangent, xCotangent, chain.Rows);
        }
    }

    public void JvpOfVjp(
        StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> yCotangentTangent, CudaDeviceVariable<float>? xCotangentTangent, int sums)
    {
        if (xCotangentTangent is not null)
        {
            kernels.JvpOfVjp(chain.Stream, x!, levelCotangent!, tangent, yCotangentTangent, xCotangentTangent, chain.Rows);
        }
    }

    public void JvpOfJvp(
        StageTangent<CudaDeviceVariable<float>> first,
        StageTangent<CudaDeviceVariable<float>> second,
        CudaDeviceVariable<float>? xSecond,
        CudaDeviceVariable<float> ySecond)
        => kernels.JvpOfJvp(chain.Stream, x!, first, second, xSecond, ySecond, chain.Rows);
}
