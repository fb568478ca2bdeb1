using FourA2A.Chunks;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// The model stage by stage on an NVIDIA card: a signal is an array of rows, a chunk each (<see cref="Kernels.ChunkRows"/>), in single precision; sums
/// are in double.
/// </summary>
/// <remarks>
/// A piece is a group of up to 16 chunks, and pieces follow one another, so that memory beyond the audio does not depend on the length of the recording. All
/// audio is on the card, 8 bytes a sample; a batch of the same layout keeps the memory. Results are the same to the bit in every run.
/// </remarks>
public sealed class CudaStages : IStagedBatch<CudaDeviceVariable<float>>
{
    private readonly CudaContext context;
    private readonly CudaContext? ownContext;
    private readonly CudaStream stream;
    private readonly StageKernels kernels;
    private DeviceArrays? arrays;
    private StagedBatchOnCard? onCard;
    private bool isUploaded;

    /// <summary>
    /// Loads the kernels.
    /// </summary>
    /// <param name="context">The card; not owned.</param>
    /// <exception cref="CudaException">The driver refuses the kernels, for example because it is too old.</exception>
    public CudaStages(CudaContext context)
        : this(context, ownsContext: false)
    {
    }

    private CudaStages(CudaContext context, bool ownsContext)
    {
        ArgumentNullException.ThrowIfNull(context);
        this.context = context;
        kernels = new StageKernels(context);
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
        Name = CudaEngine.NameOn(context);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long PeakBytes => onCard is null ? 0 : onCard.PeakBytes + kernels.Bytes;

    /// <summary>
    /// Stages with a context of their own.
    /// </summary>
    /// <inheritdoc cref="CudaEngine.OnDevice"/>
    public static CudaStages OnDevice(CudaDriver driver, int ordinal)
    {
        var own = new CudaContext(driver, ordinal);
        try
        {
            return new CudaStages(own, ownsContext: true);
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Upload(ChunkBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        isUploaded = false;
        Guard(() =>
        {
            if (onCard?.Fits(batch) != true)
            {
                Release();
                arrays = new DeviceArrays(context);
                onCard = new StagedBatchOnCard(arrays, stream, batch);
            }

            onCard.Write(batch);
            return true;
        });
        isUploaded = true;
    }

    /// <inheritdoc/>
    /// <remarks>Where the memory for the signals between the stages is missing, the batch is given up: it is to be uploaded again.</remarks>
    public double[] Sum(Action<IStageChain<CudaDeviceVariable<float>>> strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        if (!isUploaded)
        {
            throw new InvalidOperationException($"{nameof(Upload)} a batch before evaluating.");
        }

        return Guard(() =>
        {
            var total = new double[HessianSums.Count];
            foreach (var piece in onCard!.Pieces)
            {
                var chain = new CudaStageChain(kernels, stream, onCard, piece);
                strategy(chain);
                var sums = chain.ReadSums();
                for (var n = 0; n < total.Length; n++)
                {
                    total[n] += sums[n];
                }
            }

            return total;
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        stream.Dispose();
        kernels.Dispose();
        ownContext?.Dispose();
    }

    private void Release()
    {
        isUploaded = false;
        onCard = null;
        arrays?.Dispose();
        arrays = null;
    }

    private T Guard<T>(Func<T> work)
        => CardFailures.Guard(context, () =>
        {
            try
            {
                return work();
            }
            catch (CudaException exception) when (exception.Code == CudaResult.OutOfMemory && arrays is not null)
            {
                var asked = arrays.Bytes;
                Release();
                throw CardFailures.OutOfMemory(context, asked, "the audio and the signals between the stages ask for");
            }
        });
}
