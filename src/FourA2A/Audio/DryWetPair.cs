namespace FourA2A.Audio;

/// <summary>
/// A dry recording and the wet one made from it, cut to the samples that both have.
/// </summary>
/// <remarks>
/// At a lag of L whole samples (wet later by L), sample n of the pair is <c>dry[n + max(0, -L)]</c> and
/// <c>wet[n + max(0, L)]</c>: what one file holds beside the other is left out, so that no silence stands in for
/// missing audio. A lag of 0 leaves out the longer file's tail.
/// </remarks>
public sealed class DryWetPair
{
    private readonly ISignal dryFile;
    private readonly ISignal wetFile;
    private readonly long dryStart;

    /// <summary>
    /// Pairs two signals.
    /// </summary>
    /// <param name="dry">Dry signal.</param>
    /// <param name="wet">Wet signal.</param>
    /// <param name="dryName">What to call the dry signal in messages, usually its file name.</param>
    /// <param name="wetName">What to call the wet signal in messages.</param>
    /// <param name="lagSamples">Whole samples by which the wet signal is later.</param>
    /// <exception cref="InputException">
    /// The sample rates differ, a signal is empty, or at this lag the two have no sample in common.
    /// </exception>
    public DryWetPair(ISignal dry, ISignal wet, string dryName, string wetName, long lagSamples = 0)
    {
        if (dry.SampleRate != wet.SampleRate)
        {
            throw FileError.Create(wetName, $"{wet.SampleRate} Hz", $"{dry.SampleRate} Hz as in {dryName}", "convert one of the two");
        }

        ThrowIfEmpty(dry, dryName);
        ThrowIfEmpty(wet, wetName);
        (dryFile, wetFile, DryName, WetName, LagSamples) = (dry, wet, dryName, wetName, lagSamples);
        dryStart = Math.Max(0, -lagSamples);
        var wetStart = Math.Max(0, lagSamples);
        SampleCount = Math.Min(dry.SampleCount - dryStart, wet.SampleCount - wetStart);
        if (SampleCount <= 0)
        {
            throw FileError.Create(
                wetName,
                $"a lag of {lagSamples} samples",
                $"less than the length of the files ({dry.SampleCount} and {wet.SampleCount} samples)",
                "check the delay");
        }

        Dry = new TrimmedSignal(dry, dryStart, SampleCount);
        Wet = new TrimmedSignal(wet, wetStart, SampleCount);
    }

    /// <summary>Dry signal, <see cref="SampleCount"/> samples.</summary>
    public ISignal Dry { get; }

    /// <summary>Wet signal, <see cref="SampleCount"/> samples.</summary>
    public ISignal Wet { get; }

    /// <summary>What the dry signal is called in messages.</summary>
    public string DryName { get; }

    /// <summary>What the wet signal is called in messages.</summary>
    public string WetName { get; }

    /// <summary>Whole samples by which the wet file is later, taken out of this pair.</summary>
    public long LagSamples { get; }

    /// <summary>Samples per second of both.</summary>
    public int SampleRate => dryFile.SampleRate;

    /// <summary>Samples of the pair.</summary>
    public long SampleCount { get; }

    /// <summary>Samples of the dry file that the pair leaves out.</summary>
    public long DrySamplesLeftOut => dryFile.SampleCount - SampleCount;

    /// <summary>Samples of the wet file that the pair leaves out.</summary>
    public long WetSamplesLeftOut => wetFile.SampleCount - SampleCount;

    /// <summary>
    /// The same files at another whole lag.
    /// </summary>
    /// <exception cref="InputException">At this lag the two have no sample in common.</exception>
    public DryWetPair WithLag(long lagSamples) => new(dryFile, wetFile, DryName, WetName, lagSamples);

    /// <summary>
    /// The same wet file beside another signal, at a lag of 0.
    /// </summary>
    /// <exception cref="InputException">The sample rates differ, or the signal is empty.</exception>
    public DryWetPair WithDry(ISignal dry, string dryName) => new(dry, wetFile, dryName, WetName);

    /// <summary>
    /// The wet signal moved back by a delay and turned to the dry one's polarity: sample n belongs to sample n of
    /// <see cref="Dry"/>. It has the pair's length at every delay; keep the delay within a sample or two of
    /// <see cref="LagSamples"/> so that it stays inside the file.
    /// </summary>
    /// <param name="delaySamples">Delay of the wet file in samples, positive if later, the whole lag included.</param>
    /// <param name="polarity">1, or -1 if the wet file is inverted.</param>
    /// <param name="tangentStep">Samples to go on along the tangent; see <see cref="FractionalDelaySignal"/>.</param>
    public ISignal AlignedWet(double delaySamples, int polarity, double tangentStep = 0)
        => new TrimmedSignal(new FractionalDelaySignal(wetFile, delaySamples, polarity < 0, tangentStep) { SampleCount = dryStart + SampleCount }, dryStart, SampleCount);

    /// <summary>
    /// Estimates delay, polarity, level and coherence of the whole files.
    /// </summary>
    /// <param name="expected">Where files that were recorded alike lie; see <see cref="AlignmentEstimator.Estimate"/>.</param>
    public AlignmentResult EstimateAlignment((double DelaySamples, int Polarity)? expected = null)
        => AlignmentEstimator.Estimate(dryFile, wetFile, expected);

    /// <summary>
    /// Reads each file once and reports what was found.
    /// </summary>
    /// <exception cref="InputException">A file is silent, or holds a sample that is not a finite number.</exception>
    public PairReport Inspect()
    {
        // The two files side by side; each is one sequential pass.
        SignalStatistics? dry = null, wet = null;
        InputException? dryError = null, wetError = null;
        Parallel.Invoke(
            () => (dry, dryError) = Measure(dryFile, DryName),
            () => (wet, wetError) = Measure(wetFile, WetName));
        if ((dryError ?? wetError) is { } error)
        {
            throw error;
        }

        return new PairReport(this, dry!, wet!);
    }

    private static (SignalStatistics? Statistics, InputException? Error) Measure(ISignal signal, string name)
    {
        try
        {
            var statistics = SignalStatistics.Measure(signal, name);
            return statistics.IsSilent
                ? (null, FileError.Create(name, "silence (nothing above -140 dB)", "a recording", "check the export"))
                : (statistics, null);
        }
        catch (InputException exception)
        {
            return (null, exception);
        }
    }

    private static void ThrowIfEmpty(ISignal signal, string name)
    {
        if (signal.SampleCount == 0)
        {
            throw FileError.Create(name, "0 samples", "a recording", "check the export");
        }
    }
}
