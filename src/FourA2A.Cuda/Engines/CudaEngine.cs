using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Engines;
using FourA2A.Objective;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// The engine on an NVIDIA card: audio is uploaded once, and an evaluation is a handful of launches that return some tens of
/// doubles for each group of 16 chunks. Single precision with the gain in two floats and sums in double, like <see cref="SimdEngine"/>.
/// </summary>
/// <remarks>
/// Each evaluation starts from the gains of the one before, and a batch of the same layout keeps memory and gains; neither changes
/// what comes out, but for last digits of derivatives where a gain stays at a constant level (<c>kernels/README.md</c>). What does not fit into the card's memory goes through it in waves of groups, which change no bit either.
/// </remarks>
public sealed class CudaEngine : IEngine
{
    private readonly CudaContext context;
    private readonly CudaContext? ownContext;
    private readonly CudaStream stream;
    private readonly ObjectiveKernels kernels;
    private readonly int mostSweeps;
    private BatchOnCard? onCard;
    private ChunkBatch? batch;

    /// <summary>
    /// Loads the kernels.
    /// </summary>
    /// <param name="context">The card; the engine does not own it.</param>
    /// <exception cref="CudaException">The driver refuses the kernels, for example because it is too old.</exception>
    public CudaEngine(CudaContext context)
        : this(context, ObjectiveWorkspace.MostSweeps)
    {
    }

    internal CudaEngine(CudaContext context, int mostSweeps, bool ownsContext = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        (this.context, this.mostSweeps) = (context, mostSweeps);
        kernels = new ObjectiveKernels(context);
        try
        {
            stream = new CudaStream(context);
        }
        catch
        {
            kernels.Dispose();
            throw;
        }

        ownContext = ownsContext ? context : null;
        Name = NameOn(context);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Memory of the card.</summary>
    public long WorkingBytes => onCard is null ? 0 : onCard.Bytes - onCard.AudioBytes;

    /// <summary>
    /// Sweeps of multiple shooting that the last evaluation took until no gain moved; the most that a wave took.
    /// </summary>
    public int SweepsUsed => onCard?.SweepsUsed ?? 0;

    /// <summary>Where everything is queued.</summary>
    internal CudaStream Stream => stream;

    /// <summary>What the batch is on the card; null before the first upload.</summary>
    internal BatchOnCard? OnCard => onCard;

    /// <summary>
    /// An engine with a context of its own.
    /// </summary>
    /// <param name="driver">The driver.</param>
    /// <param name="ordinal">Which of its cards, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such card.</exception>
    /// <exception cref="CudaException">The driver refuses the card or the kernels.</exception>
    public static CudaEngine OnDevice(CudaDriver driver, int ordinal)
    {
        var own = new CudaContext(driver, ordinal);
        try
        {
            return new CudaEngine(own, ObjectiveWorkspace.MostSweeps, ownsContext: true);
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    internal static string NameOn(CudaContext context) => $"cuda ({context.Device.Name})";

    /// <inheritdoc/>
    public void Upload(ChunkBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        this.batch = null;
        CardFailures.Guard(context, () =>
        {
            if (onCard?.Fits(batch) != true)
            {
                onCard?.Dispose();
                onCard = null;
                onCard = BatchOnCard.Allocate(context, kernels, stream, batch, mostSweeps);
            }

            onCard.Write(batch);
            return true;
        });
        this.batch = batch;
    }

    /// <inheritdoc/>
    public Evaluation Evaluate(CoreParameters parameters, EvaluationOrder what)
        => batch is null
            ? throw new InvalidOperationException($"{nameof(Upload)} a batch before evaluating.")
            : RawSums.ToEvaluation(CardFailures.Guard(context, () => onCard!.Evaluate(parameters, what)), parameters, what);

    /// <inheritdoc/>
    public void Dispose()
    {
        batch = null;
        onCard?.Dispose();
        onCard = null;
        stream.Dispose();
        kernels.Dispose();
        ownContext?.Dispose();
    }
}
