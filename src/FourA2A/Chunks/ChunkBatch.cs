using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Chunks;

/// <summary>
/// The chunks of one dry/wet pair in lane-interleaved storage: of G groups, chunk c is lane <c>c / G</c> of group
/// <c>c % G</c>, and sample n of lane l of a group stands at <c>16 n + l</c>, so that 16 chunks are one SIMD vector a sample and
/// every group is spread over the whole signal.
/// </summary>
/// <remarks>
/// Three arrays of 4 bytes a sample: the dry signal x, its level as <c>log2(max(|x|, 1e-8))</c>, and the target
/// <c>P y</c>, the wet signal after the pre-emphasis run from zero state at the start of each chunk. Samples past the
/// end of the signal and lanes without a chunk hold silence; engines give them weight zero.
/// </remarks>
public sealed class ChunkBatch
{
    /// <summary>Chunks in a group.</summary>
    public const int Lanes = 16;

    /// <summary>Groups are padded with silence to a multiple of this many samples.</summary>
    public const int BlockLength = 32;

    /// <summary>
    /// Smallest magnitude of a stored dry sample (-240 dB). Exact zeros would let the float tangents of an engine decay
    /// into denormals, which cost it half its speed; the level is taken from the sample itself.
    /// </summary>
    public const float SmallestDry = 1e-12f;

    /// <summary>Largest accepted magnitude (+120 dB): above it a file is not audio, and float products could overflow.</summary>
    public const float LargestSample = SignalStatistics.LargestMagnitude;

    // Samples of one lane transposed at a time: 16 lanes of 4 kB stay in the second-level cache.
    private const int TransposeLength = 1024;

    // Groups that the chunks are spread over: more than GroupCount in an excerpt.
    private readonly int stride;

    // Writes to the dry signal, which an excerpt shares.
    private readonly StrongBox<int> dryWrites;

    /// <summary>
    /// Allocates the storage of a layout; both signals are still to be written.
    /// </summary>
    public ChunkBatch(ChunkLayout layout)
        : this(layout, NewStorage(layout))
    {
    }

    internal ChunkBatch(ChunkLayout layout, ChunkStorage storage)
    {
        (Layout, Storage) = (layout, storage);
        GroupCount = stride = storage.GroupCount;
        PaddedLength = storage.GroupLength / Lanes;
        dryWrites = new StrongBox<int>();
    }

    private ChunkBatch(ChunkBatch whole, int groups)
    {
        Layout = whole.Layout;
        PaddedLength = whole.PaddedLength;
        GroupCount = groups;
        stride = whole.stride;
        Storage = whole.Storage;
        dryWrites = whole.dryWrites;
    }

    /// <summary>How the signals are cut.</summary>
    public ChunkLayout Layout { get; }

    /// <summary>Number of groups of 16 lanes.</summary>
    public int GroupCount { get; }

    /// <summary>Samples of a group's lane: the chunk length rounded up to a multiple of <see cref="BlockLength"/>.</summary>
    public int PaddedLength { get; }

    /// <summary>Sum of <c>(P y)^2</c> over the samples in the loss.</summary>
    public double TargetEnergy { get; private set; }

    /// <summary>Bytes of audio storage.</summary>
    public long Bytes => 3L * GroupCount * PaddedLength * Lanes * sizeof(float);

    /// <summary>Changes with every <see cref="WriteDry"/>: who holds a copy of the dry signal sees by it that it still is one.</summary>
    internal int DryVersion => dryWrites.Value;

    /// <summary>The memory; an excerpt shares it.</summary>
    internal ChunkStorage Storage { get; }

    /// <summary>Dry samples of a group, <c>PaddedLength * 16</c> values on a 64-byte boundary.</summary>
    public ReadOnlySpan<float> Dry(int group) => Storage.Dry(group);

    /// <summary>Levels <c>log2(max(|x|, 1e-8))</c> of a group, shaped like <see cref="Dry"/>.</summary>
    public ReadOnlySpan<float> Level(int group) => Storage.Level(group);

    /// <summary>Pre-emphasised wet samples of a group, shaped like <see cref="Dry"/>.</summary>
    public ReadOnlySpan<float> Target(int group) => Storage.Target(group);

    /// <summary>The chunks of the batch: all of the layout's, or those of an excerpt's groups.</summary>
    public IEnumerable<int> Chunks => Enumerable.Range(0, Layout.ChunkCount).Where(chunk => Locate(chunk).Group < GroupCount);

    /// <summary>Samples that the loss is the sum of.</summary>
    public long LossSampleCount => Chunks.Sum(chunk => Math.Max(0L, Layout.Length(chunk) - Layout.WarmUp));

    /// <summary>Chunks in a group; they fill its first lanes.</summary>
    public int ChunksIn(int group) => (Layout.ChunkCount - group + stride - 1) / stride;

    /// <summary>Where a chunk is stored.</summary>
    public (int Group, int Lane) Locate(int chunk) => (chunk % stride, chunk / stride);

    internal static (int Groups, int GroupLength) StorageShape(ChunkLayout layout)
        => ((layout.ChunkCount + Lanes - 1) / Lanes, checked((layout.ChunkLength + BlockLength - 1) / BlockLength * BlockLength * Lanes));

    /// <summary>
    /// The first groups of this batch as a batch of their own, 16 chunks each from all over the signal. It shares the
    /// storage: what is written to one is written to both, and each has the <see cref="TargetEnergy"/> of its own last write.
    /// </summary>
    public ChunkBatch Excerpt(int groups)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groups, GroupCount);
        return new ChunkBatch(this, groups);
    }

    /// <summary>
    /// A batch of one pair.
    /// </summary>
    /// <param name="dry">Dry signal.</param>
    /// <param name="wet">Wet signal of the same length and rate.</param>
    /// <param name="layout">How to cut; the published layout if null.</param>
    public static ChunkBatch FromPair(ISignal dry, ISignal wet, ChunkLayout? layout = null)
    {
        var batch = new ChunkBatch(layout ?? ChunkLayout.ForSignal(dry.SampleRate, dry.SampleCount));
        batch.WriteDry(dry);
        batch.WriteTarget(wet);
        return batch;
    }

    /// <summary>
    /// Stores a dry signal and its level.
    /// </summary>
    /// <exception cref="InvalidDataException">A sample is NaN, infinite or above <see cref="LargestSample"/>.</exception>
    public void WriteDry(ISignal signal)
    {
        dryWrites.Value++;
        ForEachTile(signal, (group, start, tile) =>
        {
            var interleaved = Storage.Dry(group).Slice(start * Lanes, tile.Length);
            var levels = Storage.Level(group).Slice(start * Lanes, tile.Length);
            var x = MemoryMarshal.Cast<float, Vector512<float>>(tile);
            var xOut = MemoryMarshal.Cast<float, Vector512<float>>(interleaved);
            var levelOut = MemoryMarshal.Cast<float, Vector512<float>>(levels);
            for (var n = 0; n < x.Length; n++)
            {
                var magnitude = Vector512.Abs(x[n]);
                levelOut[n] = Vector512.Log2(Vector512.Max(magnitude, Vector512.Create((float)ModelConstants.LevelFloor)));
                xOut[n] = Vector512.ConditionalSelect(
                    Vector512.LessThan(magnitude, Vector512.Create(SmallestDry)),
                    Vector512.Create(SmallestDry),
                    x[n]);
            }
        });
    }

    /// <summary>
    /// Stores <c>P y</c> of a wet signal; may be called again with the signal at another delay.
    /// </summary>
    /// <returns>Energy of the change: the sum, over the samples in the loss, of <c>(P y - what was stored)^2</c>.</returns>
    /// <exception cref="InvalidDataException">A sample is NaN, infinite or above <see cref="LargestSample"/>.</exception>
    public double WriteTarget(ISignal signal)
    {
        var energies = new (double Target, double Change)[GroupCount];
        var filters = new PreEmphasisLanes[GroupCount];
        ForEachTile(signal, (group, start, tile) =>
        {
            var destination = Storage.Target(group).Slice(start * Lanes, tile.Length);
            ref var filter = ref filters[group];
            filter.Apply(tile, destination, start, Layout.WarmUp, LaneLengths(group));
            energies[group] = (filter.Energy, filter.Change);
        });
        TargetEnergy = energies.Sum(energy => energy.Target);
        return energies.Sum(energy => energy.Change);
    }

    /// <summary>
    /// Samples of a lane that lie inside the signal; 0 for a lane without a chunk.
    /// </summary>
    public int ValidLength(int group, int lane)
    {
        var chunk = ChunkAt(group, lane);
        return chunk < Layout.ChunkCount ? Layout.Length(chunk) : 0;
    }

    private delegate void TileAction(int group, int start, ReadOnlySpan<float> tile);

    private void ForEachTile(ISignal signal, TileAction action)
    {
        if (signal.SampleCount != Layout.SampleCount || signal.SampleRate != Layout.SampleRate)
        {
            throw new ArgumentException(
                $"Expected {Layout.SampleCount} samples at {Layout.SampleRate} Hz, found {signal.SampleCount} at {signal.SampleRate} Hz.",
                nameof(signal));
        }

        // A caller waits for one cause, not for the aggregate of all workers.
        ExceptionDispatchInfo? failure = null;
        Parallel.For(0, GroupCount, (group, loop) =>
        {
            try
            {
                Transpose(group);
            }
            catch (Exception exception) when (exception is InputException or InvalidDataException)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
                loop.Stop();
            }
        });
        failure?.Throw();

        void Transpose(int group)
        {
            var lane = new float[TransposeLength];
            var tile = new float[TransposeLength * Lanes];
            for (var start = 0; start < PaddedLength; start += TransposeLength)
            {
                var length = Math.Min(TransposeLength, PaddedLength - start);
                for (var l = 0; l < Lanes; l++)
                {
                    var valid = Math.Clamp(ValidLength(group, l) - start, 0, length);
                    signal.Read(Layout.Start(ChunkAt(group, l)) + start, lane.AsSpan(0, valid));
                    for (var n = 0; n < valid; n++)
                    {
                        tile[(n * Lanes) + l] = lane[n];
                    }

                    for (var n = valid; n < length; n++)
                    {
                        tile[(n * Lanes) + l] = 0;
                    }
                }

                ThrowIfNotAudio(tile.AsSpan(0, length * Lanes));
                action(group, start, tile.AsSpan(0, length * Lanes));
            }
        }
    }

    private static ChunkStorage NewStorage(ChunkLayout layout)
    {
        var (groups, length) = StorageShape(layout);
        return new ChunkStorage(groups, length);
    }

    private int ChunkAt(int group, int lane) => (lane * stride) + group;

    private Vector512<int> LaneLengths(int group)
    {
        Span<int> lengths = stackalloc int[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            lengths[lane] = ValidLength(group, lane);
        }

        return Vector512.Create<int>(lengths);
    }

    private static void ThrowIfNotAudio(ReadOnlySpan<float> tile)
    {
        var largest = Vector512.Create(LargestSample);
        foreach (var samples in MemoryMarshal.Cast<float, Vector512<float>>(tile))
        {
            // Written so that NaN fails too.
            if (!Vector512.LessThanOrEqualAll(Vector512.Abs(samples), largest))
            {
                var found = Enumerable.Range(0, Lanes).Select(lane => samples[lane]).First(sample => !(MathF.Abs(sample) <= LargestSample));
                throw new InvalidDataException($"Expected finite samples of at most {LargestSample:R}, found {found:R}.");
            }
        }
    }
}
