using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Objective;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// A batch on a card, in waves of groups as large as the memory allows.
/// </summary>
/// <remarks>
/// All groups in one wave if they fit. Else smaller waves share the workspace while the audio stays on the card; where it does not fit
/// either, waves share one piece of audio memory too, and every evaluation sends the audio anew. Gains stay on the card in any case.
/// </remarks>
internal sealed class BatchOnCard : IDisposable
{
    private readonly DeviceArrays arrays;
    private readonly ObjectiveKernels kernels;
    private readonly UploadStaging staging;
    private readonly ObjectiveWorkspace workspace;
    private readonly Wave[] waves;
    private ChunkBatch batch;
    private int? dryVersion;

    private BatchOnCard(DeviceArrays arrays, ObjectiveKernels kernels, CudaStream stream, ChunkBatch batch, int waveGroups, bool audioStays, int mostSweeps)
    {
        (this.arrays, this.kernels, this.batch, AudioStays) = (arrays, kernels, batch, audioStays);
        var chunkSamples = (long)kernels.Geometry.SegmentGroups(batch.PaddedLength) * kernels.Geometry.GroupLength;
        WaveAudio Audio(int firstGroup, int groups)
            => WaveAudio.Allocate(arrays, Enumerable.Range(firstGroup, groups).Sum(batch.ChunksIn) * chunkSamples);

        // The first wave is the largest: groups of the batch hold as many chunks as later ones, or one more.
        var shared = audioStays ? null : Audio(0, waveGroups);
        waves =
        [
            .. Enumerable.Range(0, (batch.GroupCount + waveGroups - 1) / waveGroups).Select(number =>
            {
                var first = number * waveGroups;
                var groups = Math.Min(waveGroups, batch.GroupCount - first);
                return new Wave(arrays, kernels.Geometry, stream, batch, first, groups, shared ?? Audio(first, groups));
            }),
        ];
        AudioBytes = waves.Select(wave => wave.Audio).Distinct().Sum(audio => audio.Dry.SizeInBytes + audio.Target.SizeInBytes);
        staging = new UploadStaging(arrays, kernels, stream, batch.PaddedLength * ChunkBatch.Lanes);
        workspace = new ObjectiveWorkspace(arrays, kernels, stream, waves[0].Blocks, waveGroups, mostSweeps);
    }

    /// <summary>Memory of the card that holds audio.</summary>
    public long AudioBytes { get; }

    /// <summary>Memory of the card in all.</summary>
    public long Bytes => arrays.Bytes;

    public int WaveCount => waves.Length;

    /// <summary>Whether all audio is on the card, or every evaluation sends it.</summary>
    public bool AudioStays { get; }

    /// <summary>Sweeps that the last evaluation took, in the wave that took most.</summary>
    public int SweepsUsed { get; private set; }

    internal Wave FirstWave => waves[0];

    internal ObjectiveWorkspace Workspace => workspace;

    /// <summary>
    /// Allocates for a batch; its audio is still to be written.
    /// </summary>
    /// <exception cref="EngineException">Not even one group at a time fits.</exception>
    /// <exception cref="CudaException">The card fails.</exception>
    public static BatchOnCard Allocate(CudaContext context, ObjectiveKernels kernels, CudaStream stream, ChunkBatch batch, int mostSweeps)
    {
        var asked = 0L;
        foreach (var (waveGroups, audioStays) in Divisions(batch.GroupCount))
        {
            var attempt = new DeviceArrays(context);
            try
            {
                return new BatchOnCard(attempt, kernels, stream, batch, waveGroups, audioStays, mostSweeps);
            }
            catch (Exception exception)
            {
                attempt.Dispose();
                if (exception is not CudaException { Code: CudaResult.OutOfMemory })
                {
                    throw;
                }

                asked = attempt.Bytes;
            }
        }

        throw CardFailures.OutOfMemory(context, asked, $"the smallest wave, 1 group of {batch.ChunksIn(0)} chunks, asks for");
    }

    /// <summary>Whether a batch can take the place of the one that this was allocated for.</summary>
    public bool Fits(ChunkBatch other) => other.Layout == batch.Layout && other.GroupCount == batch.GroupCount;

    /// <summary>
    /// Sends a batch that <see cref="Fits"/>. The gains of the last evaluation stay: they are where the next one starts, not what it ends at.
    /// </summary>
    /// <exception cref="CudaException">The card fails.</exception>
    public void Write(ChunkBatch source)
    {
        var sameDry = source == batch && source.DryVersion == dryVersion;
        dryVersion = null;
        batch = source;
        if (AudioStays)
        {
            foreach (var wave in waves)
            {
                Send(wave, sameDry);
            }
        }

        dryVersion = source.DryVersion;
    }

    /// <summary>
    /// The sums over the chunks, in the order of <see cref="FourA2A.Engines.Sum"/>, group after group, however many of them were in a wave.
    /// </summary>
    /// <inheritdoc cref="ObjectiveWorkspace.Evaluate" path="/exception"/>
    public double[] Evaluate(CoreParameters parameters, EvaluationOrder order)
    {
        var total = new double[kernels.Sums(order)];
        SweepsUsed = 0;
        foreach (var wave in waves)
        {
            if (!AudioStays)
            {
                Send(wave, targetOnly: false);
            }

            var (sums, sweeps) = workspace.Evaluate(wave, batch.Layout, parameters, order);
            SweepsUsed = Math.Max(SweepsUsed, sweeps);
            for (var n = 0; n < sums.Length; n++)
            {
                total[n % total.Length] += sums[n];
            }
        }

        return total;
    }

    public void Dispose() => arrays.Dispose();

    // First waves that get smaller while all audio stays on the card, then the same without.
    private static IEnumerable<(int WaveGroups, bool AudioStays)> Divisions(int groups)
    {
        for (var size = groups; ; size = Half(size))
        {
            yield return (size, true);
            if (size == 1)
            {
                break;
            }
        }

        for (var size = groups; size > 1;)
        {
            size = Half(size);
            yield return (size, false);
        }

        static int Half(int size) => (size + 1) / 2;
    }

    private void Send(Wave wave, bool targetOnly)
    {
        var chunk = 0;
        foreach (var group in wave.Groups)
        {
            var lanes = batch.ChunksIn(group);
            if (!targetOnly)
            {
                staging.Send(batch.Dry(group), lanes, wave.Audio.Dry, chunk, wave.SegmentGroups);
            }

            staging.Send(batch.Target(group), lanes, wave.Audio.Target, chunk, wave.SegmentGroups);
            chunk += lanes;
        }
    }
}
