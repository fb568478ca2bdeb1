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
    public const double LowestCoherence = 0.4;

    // Fewer frames say nothing: see LowestCoherence.
    private const int FewestFrames = 6;

    // In samples: of a frame's 1,024, one or less costs no coherence.
    private const double LargestFraction = 1;

    // A millionth of a sample is far below the accuracy; rounding makes a whole delay whole, and so an exact copy.
    private const int DelayDigits = 6;

    /// <summary>
    /// Estimates delay, polarity, level and coherence from the energetic passages of two files.
    /// </summary>
    /// <param name="dry">Dry signal.</param>
    /// <param name="wet">Wet signal of the same rate; of any length.</param>
    public static AlignmentResult Estimate(ISignal dry, ISignal wet)
    {
        if (dry.SampleRate != wet.SampleRate)
        {
            throw new ArgumentException($"Expected {dry.SampleRate} Hz, found {wet.SampleRate} Hz.", nameof(wet));
        }

        var search = new CoarseLag(dry.SampleRate, dry.SampleCount, wet.SampleCount);
        var starts = EnergeticWindows.Find(dry, search.WindowLength);
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

        var coherence = spectrum.Coherence();
        return new AlignmentResult
        {
            DelaySamples = Math.Round(lag + fraction, DelayDigits),
            Polarity = polarity,
            LevelDb = 10 * Math.Log10(spectrum.WetEnergy / spectrum.DryEnergy),
            Coherence = coherence,
            SampleRate = dry.SampleRate,
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
