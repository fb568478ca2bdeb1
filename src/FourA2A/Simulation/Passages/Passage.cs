namespace FourA2A.Simulation.Passages;

/// <summary>
/// A few seconds of a stimulus, with peaks at 1 at most.
/// </summary>
internal abstract class Passage
{
    // Below, a detector follows each half wave; above, the fundamental of hardly any instrument.
    protected const double LowestHz = 60;
    protected const double HighestHz = 6000;

    /// <summary>A sample; 0 is the first of the passage.</summary>
    public abstract double At(int position);

    /// <summary>A frequency in radians per sample, below 0.4 of the sample rate.</summary>
    protected static double Frequency(CounterRandom random, int index, int sampleRate)
        => 2 * Math.PI * random.LogUniform(index, LowestHz, Math.Min(HighestHz, 0.4 * sampleRate)) / sampleRate;
}
