using FourA2A.Audio;

namespace FourA2A.Simulation.Passages;

/// <summary>
/// A passage of a recording that ships with the library, from a place at random on.
/// </summary>
internal sealed class RecordingPassage : Passage
{
    private static readonly Lazy<(ArraySignal Signal, double Scale)[]> Recordings = new(
        () => [.. ShippedRecordings.Names.Select(ShippedRecordings.Load).Select(signal => (signal, 1 / Peak(signal)))]);

    private readonly ArraySignal signal;
    private readonly double scale;
    private readonly int start;

    public RecordingPassage(CounterRandom random)
    {
        var recordings = Recordings.Value;
        (signal, scale) = recordings[(int)(recordings.Length * random.Uniform(0))];
        start = (int)(signal.SampleCount * random.Uniform(1));
    }

    // At its end a recording goes on with its beginning.
    public override double At(int position) => scale * signal.Samples[(int)((start + (long)position) % signal.SampleCount)];

    private static double Peak(ArraySignal signal)
    {
        var peak = 0f;
        foreach (var sample in signal.Samples)
        {
            peak = Math.Max(peak, Math.Abs(sample));
        }

        return peak;
    }
}
