namespace FourA2A.Metrics;

/// <summary>
/// Energies of the K-weighted segments of 100 ms that the blocks of BS.1770-4 are made of, from a stream of one channel.
/// </summary>
/// <remarks>Segment j runs from <see cref="Edge"/>(j) to Edge(j + 1); what is left after the last whole segment is in none.</remarks>
internal sealed class SegmentEnergies(int sampleRate)
{
    private const int SegmentsPerSecond = 10;

    private readonly List<double> values = [];
    private KWeighting filter = new(sampleRate);
    private long missing = Edge(1, sampleRate);
    private double energy;

    /// <summary>Energies of the segments that are complete.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The first sample of a segment: where 100 ms is not a whole number of samples, the nearest.</summary>
    public static long Edge(long segment, int sampleRate)
        => ((segment * sampleRate) + (SegmentsPerSecond / 2)) / SegmentsPerSecond;

    /// <summary>Takes the next samples of the stream.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        // A local copy keeps the recursion in registers.
        var running = filter;
        while (!samples.IsEmpty)
        {
            var length = (int)Math.Min(missing, samples.Length);
            foreach (var sample in samples[..length])
            {
                var weighted = running.Next(sample + SignalGuard.AntiDenormal);
                energy += weighted * weighted;
            }

            samples = samples[length..];
            missing -= length;
            if (missing == 0)
            {
                values.Add(energy);
                energy = 0;
                missing = Edge(values.Count + 1, sampleRate) - Edge(values.Count, sampleRate);
            }
        }

        filter = running;
    }
}
