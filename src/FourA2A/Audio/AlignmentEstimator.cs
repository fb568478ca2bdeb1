namespace FourA2A.Audio;

/// <summary>
/// Finds how a wet file lies to its dry one: whole lag by <see cref="CoarseLag"/>, then fraction, level and
/// coherence from the <see cref="CrossSpectrum"/> at that lag.
/// </summary>
public static class AlignmentEstimator
{
    /// <summary>
    /// Coherence below which two files do not belong together.
    /// </summary>
    /// <remarks>
    /// Measured on ten recordings (seven of music and drums, three dry sides of real pairs) and on white noise. Lowest
    /// coherence of a recording with itself compressed (threshold, ratio, attack, release), highest with another one
    /// compressed (150 pairs; noise with other noise stays below 0.01), by length of the clip:
    /// <code>
    ///                                 8 s     1 s     0.5 s   0.2 s
    /// -36 dB, 4:1, 1 ms, 200 ms       0.950   0.932   0.920   0.870
    /// -30 dB, 8:1, 10 ms, 100 ms      0.985   0.985   0.980   0.972
    /// -40 dB, 20:1, 100 ms, 1 s       0.999   0.999   0.998   0.996
    /// -40 dB, 20:1, 0.1 ms, 10 ms     0.652   0.655   0.629   0.507
    /// -50 dB, 20:1, 0.1 ms, 10 ms     0.586   0.602   0.527   0.453
    /// another recording               0.054   0.264   0.303   0.530
    /// </code>
    /// Real pairs: LA-2A 0.994, CL 1B 0.984, a software compressor 1.000. So 0.4 parts even distortion from strangers
    /// down to half a second; of clips shorter than that, two in 150 unrelated pairs pass.
    /// </remarks>
    public const double LowestCoherence = 0.4;

    // Fewer frames (0.08 s) say nothing: six unrelated ones have a coherence of 1/6 by chance, before the best lag is chosen.
    private const int FewestFrames = 6;

    // Of the windows, one in so many shows whether files lie where they are expected: 7 s of audio tell them from strangers.
    private const int WindowsToOneLooked = 4;

    // In samples: of a frame's 1,024, one or less costs no coherence.
    private const double LargestFraction = 1;

    // A millionth of a sample is far below the accuracy; rounding makes a whole delay whole, and so an exact copy.
    private const int DelayDigits = 6;

    /// <summary>
    /// Estimates delay, polarity, level and coherence from the energetic passages of two files.
    /// </summary>
    /// <param name="dry">Dry signal.</param>
    /// <param name="wet">Wet signal of the same rate; of any length.</param>
    /// <param name="expected">
    /// Where files that were recorded alike lie. If a quarter of the passages belong together there, within a sample, no other lag is
    /// searched, which is by far the largest part of the work, and the figures are those of these passages.
    /// </param>
    public static AlignmentResult Estimate(ISignal dry, ISignal wet, (double DelaySamples, int Polarity)? expected = null)
    {
        if (dry.SampleRate != wet.SampleRate)
        {
            throw new ArgumentException($"Expected {dry.SampleRate} Hz, found {wet.SampleRate} Hz.", nameof(wet));
        }

        var search = new CoarseLag(dry.SampleRate, dry.SampleCount, wet.SampleCount);
        var starts = EnergeticWindows.Find(dry, search.WindowLength);
        if (expected is { } there)
        {
            var expectedLag = (int)Math.Round(there.DelaySamples);
            var expectedSpectrum = Spectrum(dry, wet, expectedLag, [.. starts.Where((_, window) => window % WindowsToOneLooked == 0)], search.WindowLength);
            var rest = expectedSpectrum.FractionalDelay(there.Polarity);
            if (expectedSpectrum.FrameCount >= FewestFrames && Math.Abs(rest) <= LargestFraction && expectedSpectrum.Coherence() >= LowestCoherence)
            {
                return Result(expectedSpectrum, expectedLag + rest, there.Polarity, dry.SampleRate);
            }
        }

        var (lag, polarity) = search.Find(dry, wet, starts);
        var spectrum = Spectrum(dry, wet, lag, starts, search.WindowLength);
        var fraction = spectrum.FractionalDelay(polarity);
        if (Math.Abs(fraction) > LargestFraction)
        {
            // Frames that lie apart lose coherence: once more from where they meet.
            lag += (int)Math.Round(fraction);
            spectrum = Spectrum(dry, wet, lag, starts, search.WindowLength);
            fraction = spectrum.FractionalDelay(polarity);
        }

        if (spectrum.FrameCount == 0)
        {
            return new AlignmentResult
            {
                DelaySamples = 0,
                Polarity = 1,
                LevelDb = 0,
                Coherence = 0,
                SampleRate = dry.SampleRate,
                Verdict = AlignmentVerdict.Undecided,
            };
        }

        return Result(spectrum, lag + fraction, polarity, dry.SampleRate);
    }

    private static AlignmentResult Result(CrossSpectrum spectrum, double delaySamples, int polarity, int sampleRate)
    {
        var coherence = spectrum.Coherence();
        return new AlignmentResult
        {
            DelaySamples = Math.Round(delaySamples, DelayDigits),
            Polarity = polarity,
            LevelDb = 10 * Math.Log10(spectrum.WetEnergy / spectrum.DryEnergy),
            Coherence = coherence,
            SampleRate = sampleRate,
            Verdict = spectrum.FrameCount < FewestFrames ? AlignmentVerdict.Undecided
                : coherence < LowestCoherence ? AlignmentVerdict.DoNotBelongTogether
                : AlignmentVerdict.BelongTogether,
        };
    }

    private static CrossSpectrum Spectrum(ISignal dry, ISignal wet, int lag, List<long> starts, int windowLength)
    {
        var spectra = new CrossSpectrum[starts.Count];
        ParallelReads.For(starts.Count, window =>
        {
            // Only where both files have samples.
            var from = Math.Max(starts[window], -lag);
            var to = Math.Min(Math.Min(starts[window] + windowLength, dry.SampleCount), wet.SampleCount - lag);
            var samples = new float[2 * Math.Max(0, to - from)];
            var x = samples.AsSpan(0, samples.Length / 2);
            var y = samples.AsSpan(samples.Length / 2);
            dry.Read(from, x);
            wet.Read(from + lag, y);
            spectra[window] = new CrossSpectrum(dry.SampleRate);
            spectra[window].Add(x, y);
        });

        // In the order of the windows, so that the bits do not depend on the threads.
        var sum = new CrossSpectrum(dry.SampleRate);
        foreach (var spectrum in spectra)
        {
            sum.Add(spectrum);
        }

        return sum;
    }
}
