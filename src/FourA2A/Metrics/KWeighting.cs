namespace FourA2A.Metrics;

/// <summary>
/// The frequency weighting of ITU-R BS.1770-4: a shelf for the head and the RLB high-pass, one running pair per channel.
/// </summary>
internal struct KWeighting(int sampleRate)
{
    // The bilinear transform bends the shelf the more, the nearer half the rate comes: up to 0.002 dB at 44.1 kHz,
    // 0.05 dB at 22.05 kHz, 0.45 dB at 8 kHz.
    public const int LowestSampleRate = 8000;

    // The rate of the standard's tables.
    private const int StandardSampleRate = 48000;

    // The shelf is kept exact where the standard calibrates, the high-pass at its corner.
    private const double CalibrationHz = 997;
    private const double HighPassCornerHz = 38;

    private Biquad shelf = new(ShelfAt(sampleRate));
    private Biquad highPass = new(HighPassAt(sampleRate));

    // BS.1770-4, annex 1, table 1.
    public static BiquadCoefficients ShelfAt(int sampleRate)
        => new BiquadCoefficients(
            1.53512485958697,
            -2.69169618940638,
            1.19839281085285,
            -1.69065929318241,
            0.73248077421585).Resampled(StandardSampleRate, sampleRate, CalibrationHz);

    // BS.1770-4, annex 1, table 2.
    public static BiquadCoefficients HighPassAt(int sampleRate)
        => new BiquadCoefficients(
            1,
            -2,
            1,
            -1.99004745483398,
            0.99007225036621).Resampled(StandardSampleRate, sampleRate, HighPassCornerHz);

    /// <summary>
    /// Advances by one sample and returns the weighted sample.
    /// </summary>
    public double Next(double sample) => highPass.Next(shelf.Next(sample));
}
