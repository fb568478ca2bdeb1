using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// The loss against the piece's target, see <see cref="LossKernels"/>.
/// </summary>
internal sealed class LossStage(CudaStageChain chain) : ILossStage<CudaDeviceVariable<float>>
{
    private readonly LossKernels kernels = chain.Kernels.Loss;
    private readonly CudaDeviceVariable<float> target = chain.Piece.Target;
    private readonly LossWeight weight = chain.Piece.Weight;
    private CudaDeviceVariable<float>? p;

    public void Forward(CudaDeviceVariable<float> p, int sum)
    {
        this.p = p;
        kernels.Forward(chain.Stream, weight, p, target, chain.Sum(sum), chain.Rows);
    }

    public void Jvp(CudaDeviceVariable<float> pTangent, int sum)
        => kernels.Jvp(chain.Stream, weight, p!, target, pTangent, chain.Sum(sum), chain.Rows);

    public void Vjp(CudaDeviceVariable<float> pCotangent) => kernels.Vjp(chain.Stream, weight, p!, target, pCotangent, chain.Rows);

    public void JvpOfVjp(CudaDeviceVariable<float> pTangent, CudaDeviceVariable<float> pCotangentTangent)
        => kernels.JvpOfVjp(chain.Stream, weight, pTangent, pCotangentTangent, chain.Rows);

    public void JvpOfJvp(CudaDeviceVariable<float> first, CudaDeviceVariable<float> second, CudaDeviceVariable<float> pSecond, int sum)
        => kernels.JvpOfJvp(chain.Stream, weight, p!, target, first, second, pSecond, chain.Sum(sum), chain.Rows);
}
