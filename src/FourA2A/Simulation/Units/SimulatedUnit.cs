namespace FourA2A.Simulation.Units;

/// <summary>
/// A unit that data sets are recorded from, with all that sets one kind apart from another.
/// </summary>
public abstract record SimulatedUnit
{
    private protected SimulatedUnit()
    {
    }

    /// <summary>What every description of the data set must say: that it is a simulation.</summary>
    public abstract string Statement { get; }

    /// <summary>Number of pairs of files.</summary>
    public abstract int PairCount { get; }

    /// <summary>The pairs of files, each with a unit at rest.</summary>
    internal abstract IReadOnlyList<SimulatedPair> Pairs(int sampleRate);

    /// <summary>Writes <see cref="SimulationRecord.FileName"/> with the truth.</summary>
    internal abstract void WriteRecord(string path, SimulationOptions options);
}
