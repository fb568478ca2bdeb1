using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;
using FourA2A.Objective;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// The stages over one piece of a batch on a card.
/// </summary>
internal sealed class CudaStageChain : IStageChain<CudaDeviceVariable<float>>
{
    private readonly StagedBatchOnCard onCard;
    private CoreParameters? point;

    /// <summary>
    /// Takes all signals of the batch, which serves one chain at a time, and clears the sums.
    /// </summary>
    /// <exception cref="CudaException">The card fails.</exception>
    public CudaStageChain(StageKernels kernels, CudaStream stream, StagedBatchOnCard onCard, StagedPiece piece)
    {
        (Kernels, Stream, this.onCard, Piece) = (kernels, stream, onCard, piece);
        onCard.Signals.ReturnAll();
        onCard.Sums.AsyncMemset(0, stream);
        Stages = [new LevelStage(this), new GainComputerStage(this), new BallisticsStage(this), new MakeUpStage(this), new PreEmphasisStage(this)];
        Loss = new LossStage(this);
    }

    /// <inheritdoc/>
    public ImmutableArray<IStage<CudaDeviceVariable<float>>> Stages { get; }

    /// <inheritdoc/>
    public ILossStage<CudaDeviceVariable<float>> Loss { get; }

    /// <inheritdoc/>
    public CudaDeviceVariable<float> Dry => Piece.Dry;

    /// <summary>What the stages launch.</summary>
    public StageKernels Kernels { get; }

    /// <summary>Where they launch it.</summary>
    public CudaStream Stream { get; }

    /// <summary>What they run over.</summary>
    public StagedPiece Piece { get; }

    /// <summary>Shape of all signals.</summary>
    public ChunkRows Rows => Piece.Rows;

    /// <inheritdoc/>
    public CudaDeviceVariable<float> Rent() => onCard.Signals.Rent();

    /// <inheritdoc/>
    public void Return(CudaDeviceVariable<float> signal) => onCard.Signals.Return(signal);

    /// <summary>The sum with a number.</summary>
    public CudaDeviceVariable<double> Sum(int number) => onCard.Sums.Slice(number, 1);

    /// <summary>The sums of a stage's parameters, which are neighbours.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="sums">Number of the first coordinate's sum.</param>
    public CudaDeviceVariable<double> Sums(IStage<CudaDeviceVariable<float>> stage, int sums)
        => onCard.Sums.Slice(sums + stage.Parameters[0], stage.Parameters.Length);

    /// <summary>
    /// Checks parameters that a stage is given, and remembers them for messages.
    /// </summary>
    /// <inheritdoc cref="KernelSettings.Of" path="/exception"/>
    public void Require(CoreParameters parameters)
    {
        point = parameters;
        KernelSettings.Of(parameters);
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException">One of them is no finite number.</exception>
    /// <exception cref="CudaException">The card fails.</exception>
    public double[] ReadSums()
    {
        var sums = new double[HessianSums.Count];
        onCard.Sums.CopyToHost(sums);
        sums.AsSpan(HessianSums.Unused, HessianSums.Row(0) - HessianSums.Unused).Clear();
        return CardFailures.Finite(sums, point);
    }
}
