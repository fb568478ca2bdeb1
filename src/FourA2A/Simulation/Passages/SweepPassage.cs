namespace FourA2A.Simulation.Passages;

/// <summary>
/// A sweep with a frequency that rises exponentially, <c>f(n) = f0 r^(n / N)</c>, or falls.
/// </summary>
internal sealed class SweepPassage : Passage
{
    private readonly double growth;
    private readonly double scale;

    public SweepPassage(CounterRandom random, int sampleRate, int length)
    {
        var (low, high) = (Hertz(LowestHz), Hertz(Math.Min(HighestHz, 0.4 * sampleRate)));
        var (from, to) = random.Uniform(0) < 0.5 ? (low, high) : (high, low);
        growth = Math.Log(to / from) / length;
        scale = from / growth;

        double Hertz(double frequency) => 2 * Math.PI * frequency / sampleRate;
    }

    // The integral of the frequency.
    public override double At(int position) => Math.Sin(scale * double.ExpM1(growth * position));
}
