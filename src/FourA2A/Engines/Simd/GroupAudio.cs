using FourA2A.Chunks;

namespace FourA2A.Engines.Simd;

/// <summary>
/// The lanes of one group that a kernel pass works on: all 16, or 8 of them from <see cref="FirstLane"/> on.
/// </summary>
internal readonly ref struct GroupAudio
{
    public GroupAudio(ChunkBatch batch, int group, int firstLane, int laneCount)
    {
        Level = batch.Level(group);
        Dry = batch.Dry(group);
        Target = batch.Target(group);
        FirstLane = firstLane;
        WarmUp = batch.Layout.WarmUp;
        Batch = batch;
        Group = group;
        FullEnd = int.MaxValue;
        for (var lane = firstLane; lane < firstLane + laneCount; lane++)
        {
            var length = batch.ValidLength(group, lane);
            if (length > 0)
            {
                FullEnd = Math.Min(FullEnd, length);
                End = Math.Max(End, length);
            }
        }
    }

    public ReadOnlySpan<float> Level { get; }

    public ReadOnlySpan<float> Dry { get; }

    public ReadOnlySpan<float> Target { get; }

    public int FirstLane { get; }

    public int WarmUp { get; }

    /// <summary>Samples that every lane with a chunk has.</summary>
    public int FullEnd { get; }

    /// <summary>Samples of the longest lane.</summary>
    public int End { get; }

    private ChunkBatch Batch { get; }

    private int Group { get; }

    /// <summary>Samples of a lane's chunk; 0 without one.</summary>
    public int Length(int lane) => Batch.ValidLength(Group, FirstLane + lane);
}
