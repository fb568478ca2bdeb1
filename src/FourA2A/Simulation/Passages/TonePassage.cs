namespace FourA2A.Simulation.Passages;

/// <summary>
/// A steady tone of two partials.
/// </summary>
internal sealed class TonePassage(CounterRandom random, int sampleRate) : Passage
{
    private readonly double first = Frequency(random, 0, sampleRate);
    private readonly double second = Frequency(random, 1, sampleRate);
    private readonly double share = random.Uniform(2, 0, 0.5);

    public override double At(int position)
        => ((1 - share) * Math.Sin(first * position)) + (share * Math.Sin(second * position));
}
