using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Engines;
using FourA2A.Objective;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// The engine on an NVIDIA card: audio is uploaded once, and an evaluation is a handful of launches that return some tens of
/// doubles. Single precision with the gain in two floats and sums in double, like <see cref="SimdEngine"/>.
/// </summary>
public sealed class CudaEngine : IEngine
{
    private readonly CudaContext context;
    private readonly CudaStream stream;
    private readonly ObjectiveKernels kernels;
    private ChunkBatch? batch;
    private ResidentChunks? chunks;
    private ObjectiveWorkspace? workspace;

    /// <summary>
    /// Loads the kernels.
    /// </summary>
    /// <param name="context">The card; the engine does not own it.</param>
    public CudaEngine(CudaContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        this.context = context;
        kernels = new ObjectiveKernels(context);
        stream = new CudaStream(context);
        Name = $"cuda ({context.Device.Name})";
    }

    /// <inheritdoc/>
    public string Name { get; }

    internal int SweepsUsed => workspace?.SweepsUsed ?? 0;

    /// <inheritdoc/>
    public void Upload(ChunkBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        this.batch = null;
        chunks?.Dispose();
        workspace?.Dispose();
        chunks = new ResidentChunks(context, kernels, batch, 0, batch.GroupCount);
        workspace = new ObjectiveWorkspace(context, kernels, stream, chunks.Blocks);
        chunks.Upload(batch, stream);
        this.batch = batch;
    }

    /// <inheritdoc/>
    public Evaluation Evaluate(CoreParameters parameters, EvaluationOrder what)
    {
        if (batch is null)
        {
            throw new InvalidOperationException($"{nameof(Upload)} a batch before evaluating.");
        }

        return RawSums.ToEvaluation(workspace!.Evaluate(chunks!, batch.Layout, parameters, what), parameters, what);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        batch = null;
        chunks?.Dispose();
        workspace?.Dispose();
        stream.Dispose();
        kernels.Dispose();
    }
}
