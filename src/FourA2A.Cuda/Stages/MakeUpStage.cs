using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// Gain and make-up applied to the dry signal, see <see cref="MakeUpKernels"/>.
/// </summary>
internal sealed class MakeUpStage(CudaStageChain chain) : IStage<CudaDeviceVariable<float>>
{
    private readonly MakeUpKernels kernels = chain.Kernels.MakeUp;
    private MakeUp makeUp;
    private CudaDeviceVariable<float>? gain;
    private CudaDeviceVariable<float>? zCotangent;

    public ImmutableArray<int> Parameters { get; } = [CoreParameters.MakeUp];

    public void Forward(CoreParameters parameters, CudaDeviceVariable<float> x, CudaDeviceVariable<float> y)
    {
        chain.Require(parameters);
        (makeUp, gain) = (new MakeUp(parameters.MakeUpDb), x);
        kernels.Forward(chain.Stream, makeUp, chain.Dry, x, y, chain.Rows);
    }

    public void Jvp(StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> yTangent)
        => kernels.Jvp(chain.Stream, makeUp, chain.Dry, gain!, tangent, yTangent, chain.Rows);

    public void Vjp(CudaDeviceVariable<float> yCotangent, CudaDeviceVariable<float>? xCotangent, int sums)
    {
        zCotangent = yCotangent;
        kernels.Vjp(chain.Stream, makeUp, chain.Dry, gain!, yCotangent, xCotangent, chain.Sums(this, sums), chain.Rows);
    }

    public void JvpOfVjp(
        StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> yCotangentTangent, CudaDeviceVariable<float>? xCotangentTangent, int sums)
        => kernels.JvpOfVjp(
            chain.Stream, makeUp, chain.Dry, gain!, zCotangent!, tangent, yCotangentTangent, xCotangentTangent, chain.Sums(this, sums), chain.Rows);

    public void JvpOfJvp(
        StageTangent<CudaDeviceVariable<float>> first,
        StageTangent<CudaDeviceVariable<float>> second,
        CudaDeviceVariable<float>? xSecond,
        CudaDeviceVariable<float> ySecond)
        => kernels.JvpOfJvp(chain.Stream, makeUp, chain.Dry, gain!, first, second, xSecond, ySecond, chain.Rows);
}
