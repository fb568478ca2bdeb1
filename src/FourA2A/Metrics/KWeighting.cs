namespace FourA2A.Metrics;

/// <summary>
/// The frequency weighting of ITU-R BS.1770-4: a shelf for the head and the RLB high-pass, one running pair per channel.
/// </summary>
internal struct KWeighting(int sampleRate)
{
    // Below it the shelf's corner, 1682 Hz, comes too close to half the rate to keep the standard's response.
    public const int LowestSampleRate = 8000;

    // The rate of the standard's tables.
    private const int StandardSampleRate = 48000;

    private Biquad shelf = new(ShelfAt(sampleRate));
    private Biquad highPass = new(HighPassAt(sampleRate));

    // BS.1770-4, annex 1, table 1.
    public static BiquadCoefficients ShelfAt(int sampleRate)
        => new BiquadCoefficients(
            1.53512485958697,
            -2.69169618940638,
            1.19839281085285,
            -1.69065929318241,
            0.73248077421585).Resampled(StandardSampleRate, sampleRate);

    // BS.1770-4, annex 1, table 2.
    public static BiquadCoefficients HighPassAt(int sampleRate)
        => new BiquadCoefficients(
            1,
            -2,
            1,
            -1.99004745483398,
            0.99007225036621).Resampled(StandardSampleRate, sampleRate);

    /// <summary>
    /// Advances by one sample and returns the weighted sample.
    /// </summary>
    public double Next(double sample) => highPass.Next(shelf.Next(sample));
}
