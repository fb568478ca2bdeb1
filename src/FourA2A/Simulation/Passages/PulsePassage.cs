namespace FourA2A.Simulation.Passages;

/// <summary>
/// A tone switched between two levels 20 dB apart, 0.5 to 10 times a second.
/// </summary>
internal sealed class PulsePassage(CounterRandom random, int sampleRate) : Passage
{
    private const double LowLevel = 0.1;
    private const double RampSeconds = 0.002;

    private readonly double carrier = Frequency(random, 0, sampleRate);
    private readonly double period = sampleRate / random.LogUniform(1, 0.5, 10);
    private readonly double duty = random.Uniform(2, 0.1, 0.9);

    public override double At(int position)
    {
        var phase = position % period;
        var inside = Math.Clamp(Math.Min(phase, (duty * period) - phase) / (RampSeconds * sampleRate), 0, 1);
        return (LowLevel + ((1 - LowLevel) * inside)) * Math.Sin(carrier * position);
    }
}
