using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// The gain computer as an amplitude, see <see cref="GainComputerKernels"/>.
/// </summary>
internal sealed class GainComputerStage(CudaStageChain chain) : IStage<CudaDeviceVariable<float>>
{
    private readonly GainComputerKernels kernels = chain.Kernels.GainComputer;
    private GainComputer curve;
    private CudaDeviceVariable<float>? level;
    private CudaDeviceVariable<float>? fCotangent;

    public ImmutableArray<int> Parameters { get; } = [CoreParameters.Threshold, CoreParameters.SlopeIndex];

    public void Forward(CoreParameters parameters, CudaDeviceVariable<float> x, CudaDeviceVariable<float> y)
    {
        chain.Require(parameters);
        (curve, level) = (new GainComputer(parameters.ThresholdDb, parameters.Slope), x);
        kernels.Forward(chain.Stream, curve, x, y, chain.Rows);
    }

    public void Jvp(StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> yTangent)
        => kernels.Jvp(chain.Stream, curve, level!, tangent, yTangent, chain.Rows);

    public void Vjp(CudaDeviceVariable<float> yCotangent, CudaDeviceVariable<float>? xCotangent, int sums)
    {
        fCotangent = yCotangent;
        kernels.Vjp(chain.Stream, curve, level!, yCotangent, xCotangent, chain.Sums(this, sums), chain.Rows);
    }

    public void JvpOfVjp(
        StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> yCotangentTangent, CudaDeviceVariable<float>? xCotangentTangent, int sums)
        => kernels.JvpOfVjp(
            chain.Stream, curve, level!, fCotangent!, tangent, yCotangentTangent, xCotangentTangent, chain.Sums(this, sums), chain.Rows);

    public void JvpOfJvp(
        StageTangent<CudaDeviceVariable<float>> first,
        StageTangent<CudaDeviceVariable<float>> second,
        CudaDeviceVariable<float>? xSecond,
        CudaDeviceVariable<float> ySecond)
        => kernels.JvpOfJvp(chain.Stream, curve, level!, first, second, xSecond, ySecond, chain.Rows);
}
