using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Objective;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// The kernels of <c>kernels/Objective.cu</c>, with the constants that they and the host share.
/// </summary>
internal sealed class ObjectiveKernels : IDisposable
{
    private readonly CudaModule module;
    private readonly CudaKernel[] jets;
    private readonly CudaKernel[] accumulate;
    private readonly uint[] jetFields;
    private readonly uint[] sums;

    public ObjectiveKernels(CudaContext context)
    {
        module = context.LoadModule(KernelImages.Read("Objective"));
        try
        {
            Geometry = module.ReadGlobal<ObjectiveGeometry>("objectiveGeometry");
            ScanRounding = module.ReadGlobal<float>("scanRounding");
            jetFields = module.ReadGlobalArray<uint>("jetFields");
            sums = module.ReadGlobalArray<uint>("sumsOfOrder");
            Arrange = module.GetKernel("arrange");
            Shoot = module.GetKernel("shoot");
            Reduce = module.GetKernel("reduce");

            // In the order of jetFields and sumsOfOrder.
            string[] orders = ["Loss", "GaussNewton", "Hessian"];
            jets = [.. orders.Select(order => module.GetKernel("jets" + order))];
            accumulate = [.. orders.Select(order => module.GetKernel("accumulate" + order))];
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    public ObjectiveGeometry Geometry { get; }

    /// <summary>
    /// Largest move of a gain that still counts as none. Steps depend on decisions alone, so guesses repeat to a double's
    /// rounding once no decision changes; a decision that flips about a difference this small changes nothing that is kept.
    /// </summary>
    public float ScanRounding { get; }

    public CudaKernel Arrange { get; }

    public CudaKernel Shoot { get; }

    public CudaKernel Reduce { get; }

    /// <summary>Most floats that describe a segment, over all orders.</summary>
    public int MaximumJetFields => (int)jetFields[^1];

    /// <summary>Most sums of a block, over all orders.</summary>
    public int MaximumSums => (int)sums[^1];

    public CudaKernel Jets(EvaluationOrder order) => jets[IndexOf(order)];

    public CudaKernel Accumulate(EvaluationOrder order) => accumulate[IndexOf(order)];

    /// <summary>Floats that describe a segment.</summary>
    public int JetFields(EvaluationOrder order) => (int)jetFields[IndexOf(order)];

    /// <summary>Sums of a block.</summary>
    public int Sums(EvaluationOrder order) => (int)sums[IndexOf(order)];

    public void Dispose() => module.Dispose();

    // The products of the Gauss-Newton matrix cost little beside the tangents that the gradient needs.
    private static int IndexOf(EvaluationOrder order) => order switch
    {
        EvaluationOrder.Loss => 0,
        EvaluationOrder.Gradient or EvaluationOrder.GaussNewton => 1,
        _ => 2,
    };
}
