using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// The kernels of all stages, loaded on one card.
/// </summary>
internal sealed class StageKernels : IDisposable
{
    private readonly List<IDisposable> owned = [];

    /// <exception cref="CudaException">The driver refuses them, for example because it is too old.</exception>
    public StageKernels(CudaContext context)
    {
        try
        {
            Level = Own(new LevelKernels(context));
            GainComputer = Own(new GainComputerKernels(context));
            Ballistics = Own(new BallisticsKernels(context));
            MakeUp = Own(new MakeUpKernels(context));
            PreEmphasis = Own(new PreEmphasisFilter(context));
            Loss = Own(new LossKernels(context));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public LevelKernels Level { get; }

    public GainComputerKernels GainComputer { get; }

    public BallisticsKernels Ballistics { get; }

    public MakeUpKernels MakeUp { get; }

    public PreEmphasisFilter PreEmphasis { get; }

    public LossKernels Loss { get; }

    /// <summary>Bytes on the card that launches so far have needed beside their arrays.</summary>
    public long Bytes => GainComputer.Bytes + Ballistics.Bytes + MakeUp.Bytes + PreEmphasis.Bytes + Loss.Bytes;

    public void Dispose() => owned.ForEach(kernels => kernels.Dispose());

    private T Own<T>(T kernels)
        where T : IDisposable
    {
        owned.Add(kernels);
        return kernels;
    }
}
