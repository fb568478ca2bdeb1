using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Differentiation;
using FourA2A.Newton;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// Every kind of Hessian on an NVIDIA card: in one fused pass by <see cref="CudaEngine"/>, or stage by stage by <see cref="CudaStages"/>.
/// </summary>
public static class CudaHessian
{
    /// <summary>
    /// Loads the kernels that a kind needs.
    /// </summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="context">The card; not owned.</param>
    /// <exception cref="CudaException">The driver refuses the kernels, for example because it is too old.</exception>
    public static IHessianStrategy Create(HessianKind kind, CudaContext context)
        => StagedHessian.Kinds.Contains(kind)
            ? StagedHessian.Create(kind, new CudaStages(context))
            : new EngineHessian(kind, new CudaEngine(context));

    /// <summary>
    /// The same with a context of its own.
    /// </summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="driver">The driver.</param>
    /// <param name="ordinal">Which of its cards, from 0.</param>
    /// <inheritdoc cref="CudaEngine.OnDevice" path="/exception"/>
    public static IHessianStrategy OnDevice(HessianKind kind, CudaDriver driver, int ordinal)
        => StagedHessian.Kinds.Contains(kind)
            ? StagedHessian.Create(kind, CudaStages.OnDevice(driver, ordinal))
            : new EngineHessian(kind, CudaEngine.OnDevice(driver, ordinal));
}
