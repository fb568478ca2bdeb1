using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// The ballistics, see <see cref="BallisticsKernels"/>. Two arrays of its own: the difference <c>f - g[n-1]</c>, and the adjoint of the last VJP.
/// </summary>
internal sealed class BallisticsStage(CudaStageChain chain) : IStage<CudaDeviceVariable<float>>
{
    private readonly BallisticsKernels kernels = chain.Kernels.Ballistics;
    private BallisticsCoefficients coefficients;
    private CudaDeviceVariable<float>? difference;
    private CudaDeviceVariable<float>? adjoint;

    public ImmutableArray<int> Parameters { get; } = [CoreParameters.Attack, CoreParameters.Release];

    public void Forward(CoreParameters parameters, CudaDeviceVariable<float> x, CudaDeviceVariable<float> y)
    {
        chain.Require(parameters);
        coefficients = parameters.SingleSmoother;
        difference ??= chain.Rent();
        kernels.Forward(chain.Stream, coefficients, x, y, difference, chain.Rows);
    }

    public void Jvp(StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> yTangent)
        => kernels.Jvp(chain.Stream, coefficients, difference!, tangent, yTangent, chain.Rows);

    public void Vjp(CudaDeviceVariable<float> yCotangent, CudaDeviceVariable<float>? xCotangent, int sums)
    {
        adjoint ??= chain.Rent();
        Into(xCotangent, result => kernels.Vjp(
            chain.Stream, coefficients, difference!, yCotangent, adjoint, result, chain.Sums(this, sums), chain.Rows));
    }

    public void JvpOfVjp(
        StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> yCotangentTangent, CudaDeviceVariable<float>? xCotangentTangent, int sums)
        => Into(xCotangentTangent, result => kernels.JvpOfVjp(
            chain.Stream, coefficients, difference!, adjoint!, tangent, yCotangentTangent, result, chain.Sums(this, sums), chain.Rows));

    public void JvpOfJvp(
        StageTangent<CudaDeviceVariable<float>> first,
        StageTangent<CudaDeviceVariable<float>> second,
        CudaDeviceVariable<float>? xSecond,
        CudaDeviceVariable<float> ySecond)
        => kernels.JvpOfJvp(chain.Stream, coefficients, difference!, first, second, xSecond, ySecond, chain.Rows);

    // The kernels write a cotangent of f also where nobody asks for it.
    private void Into(CudaDeviceVariable<float>? result, Action<CudaDeviceVariable<float>> launch)
    {
        var array = result ?? chain.Rent();
        launch(array);
        if (result is null)
        {
            chain.Return(array);
        }
    }
}
