using System.Collections.Immutable;
using FourA2A.Audio;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// In which order a unit is fitted: a chain for each mode, from the highest peak reduction downwards, for what compresses
/// most determines its settings best, and each setting then starts from its neighbour above.
/// </summary>
public sealed class SweepPlan
{
    /// <summary>
    /// The plan for recordings.
    /// </summary>
    /// <param name="dataSet">One recording for every setting.</param>
    public SweepPlan(SignalTrainDataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        Chains = [.. dataSet.Pairs
            .GroupBy(pair => pair.Mode)
            .OrderBy(mode => mode.Key)
            .Select(mode => mode.OrderByDescending(pair => pair.PeakReduction).ToImmutableArray())];
    }

    /// <summary>The recordings of each mode, in the order in which they are fitted.</summary>
    public ImmutableArray<ImmutableArray<SignalTrainPair>> Chains { get; }

    /// <summary>Whether two settings do not follow each other directly in a chain.</summary>
    public bool IsApart(UnitSetting first, UnitSetting second)
        => !Chains.Any(chain => chain.Zip(chain.Skip(1)).Any(step => step.First.Setting == first && step.Second.Setting == second));

    /// <summary>Number of settings.</summary>
    public int Count => Chains.Sum(chain => chain.Length);
}
