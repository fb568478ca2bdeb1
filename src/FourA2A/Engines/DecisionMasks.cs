using FourA2A.Chunks;
using FourA2A.Compressor;

namespace FourA2A.Engines;

/// <summary>
/// The decisions of every sample at one parameter point: attack or release, active or inactive. Derivatives hold
/// them constant, so that a finite difference agrees only if it evaluates at other points with the decisions of this one.
/// </summary>
internal sealed class DecisionMasks
{
    private readonly bool[][] active;
    private readonly bool[][] attack;

    private DecisionMasks(int chunkCount)
    {
        active = new bool[chunkCount][];
        attack = new bool[chunkCount][];
    }

    /// <summary>Whether the gain computer is active, for each sample of a chunk.</summary>
    public ReadOnlySpan<bool> Active(int chunk) => active[chunk];

    /// <summary>Whether the smoother is in attack, for each sample of a chunk.</summary>
    public ReadOnlySpan<bool> Attack(int chunk) => attack[chunk];

    /// <summary>
    /// Runs the side chain over a batch and records its decisions.
    /// </summary>
    public static DecisionMasks Record(ChunkBatch batch, CoreParameters parameters)
    {
        var masks = new DecisionMasks(batch.Layout.ChunkCount);
        var gainComputer = new GainComputer(parameters.ThresholdDb, parameters.Slope);
        foreach (var chunk in batch.Chunks)
        {
            var (group, lane) = batch.Locate(chunk);
            var dry = batch.Dry(group);
            var length = batch.Layout.Length(chunk);
            var ballistics = new Ballistics(parameters.SingleSmoother);
            masks.active[chunk] = new bool[length];
            masks.attack[chunk] = new bool[length];
            for (var n = 0; n < length; n++)
            {
                var levelDb = Level.Db(dry[(n * ChunkBatch.Lanes) + lane]);
                var target = Decibels.ToAmplitude(gainComputer.GainDb(levelDb));
                masks.active[chunk][n] = gainComputer.IsActive(levelDb);
                masks.attack[chunk][n] = ballistics.IsAttack(target);
                ballistics.Next(target);
            }
        }

        return masks;
    }
}
