using System.Collections.Immutable;
using System.Diagnostics;
using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Files;
using FourA2A.Metrics;
using FourA2A.Objective;
using FourA2A.Reporting;

namespace FourA2A.Experiment;

/// <summary>
/// From two open recordings to a result in three steps: <see cref="Load"/> reads, checks and aligns, and needs no engine;
/// <see cref="Fit"/> occupies an engine; <see cref="Measure"/> scores what was found over the whole file. The steps of different
/// pairs may run at the same time.
/// </summary>
public sealed class PairFit
{
    // In samples. Two estimates of one delay differ by less; a recording that was cut or started anew lies elsewhere.
    private const double LargestSurprise = 1;

    private readonly AlignedFiles files;
    private readonly ChunkStoragePool pool;
    private double loadSeconds;
    private double fitSeconds;
    private PairAudio? audio;

    private PairFit(AlignedFiles files, ChunkStoragePool pool) => (this.files, this.pool) = (files, pool);

    /// <summary>How the files lie to each other, as estimated from them.</summary>
    public AlignmentResult Alignment => files.Alignment;

    /// <summary>What a user should know about the recordings, one line each.</summary>
    public ImmutableArray<string> Findings => files.Findings;

    /// <summary>
    /// Reads the files and finds how they lie to each other.
    /// </summary>
    /// <param name="files">The recordings; they stay open until the last step, and are not closed here.</param>
    /// <param name="delaySamples">A delay to keep; null to estimate it and refine it with the fit.</param>
    /// <param name="pool">Where the memory comes from and goes to that the audio fills until <see cref="EndFits"/>.</param>
    /// <param name="expected">Where recordings made alike lie, so that these need not be searched.</param>
    /// <inheritdoc cref="AlignedFiles.Load" path="/exception"/>
    public static PairFit Load(
        PairFiles files,
        double? delaySamples = null,
        ChunkStoragePool? pool = null,
        (double DelaySamples, int Polarity)? expected = null)
    {
        var watch = Stopwatch.StartNew();
        var fit = new PairFit(AlignedFiles.Load(files, delaySamples, expected), pool ?? new ChunkStoragePool());

        // A file that cannot be read again must not cost a fit.
        _ = fit.AudioAt(fit.files.DelaySamples);
        fit.loadSeconds = watch.Elapsed.TotalSeconds;
        return fit;
    }

    /// <summary>
    /// Fits.
    /// </summary>
    /// <param name="engine">Computes the loss and its derivatives.</param>
    /// <param name="options">What to fit and from where; delay and polarity are those of <see cref="Load"/>.</param>
    /// <param name="expectedDelay">The delay of a recording made alike: where the estimate is within a sample of it, the refinement starts there.</param>
    /// <inheritdoc cref="CompressorFit.Run(DryWetPair, IEngine, FitOptions)" path="/exception"/>
    public FitResult Fit(IEngine engine, FitOptions options, double? expectedDelay = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var watch = Stopwatch.StartNew();
        var isRefined = files.GivenDelaySamples is null;
        var expected = isRefined && expectedDelay is { } delay && Math.Abs(delay - files.DelaySamples) <= LargestSurprise;
        var start = expected ? expectedDelay!.Value : files.DelaySamples;
        var fit = CompressorFit.Run(AudioAt(start), engine, options with
        {
            DelaySamples = start,
            RefineDelay = isRefined,
            Polarity = files.Polarity,
        });
        fitSeconds = watch.Elapsed.TotalSeconds;

        // Whatever is written can be rendered.
        return fit with { Parameters = ParameterLimits.MoveInside(fit.Parameters) };
    }

    /// <summary>
    /// Fits once more from starts all over the ranges, at the delay found, to see where they end. A long recording is
    /// taken by its excerpt, as in the first runs of <see cref="Fit"/>.
    /// </summary>
    /// <param name="engine">Computes the loss and its derivatives.</param>
    /// <param name="fit">What <see cref="Fit"/> returned.</param>
    /// <param name="options">What it was told.</param>
    /// <param name="count">How many starts.</param>
    /// <param name="seed">Which ones.</param>
    /// <inheritdoc cref="CompressorFit.Run(DryWetPair, IEngine, FitOptions)" path="/exception"/>
    public ImmutableArray<RandomStart> FitFromRandomStarts(IEngine engine, FitResult fit, FitOptions options, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return RandomStart.FitAll(AudioAt(fit.DelaySamples), engine, options with { DelaySamples = fit.DelaySamples, Polarity = fit.Polarity }, count, seed);
    }

    /// <summary>
    /// Gives the memory of the audio back; another fit would read it again.
    /// </summary>
    public void EndFits()
    {
        if (audio is { } loaded)
        {
            audio = null;
            pool.Return(loaded.Whole);
        }
    }

    /// <summary>
    /// Scores the settings found over the whole file.
    /// </summary>
    /// <param name="fit">What <see cref="Fit"/> returned.</param>
    /// <param name="options">What it was told.</param>
    public FitResultRecord Measure(FitResult fit, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var watch = Stopwatch.StartNew();
        var pair = files.Pair;
        var scores = Scores.OfRendered(fit.Parameters, pair.Dry, pair.AlignedWet(fit.DelaySamples, fit.Polarity), pair.AlignedWet(0, 1));
        return FitRecords.Create(fit, options, files.Inputs, pair, scores, new FitTimes(loadSeconds, fitSeconds, watch.Elapsed.TotalSeconds), Findings);
    }

    /// <summary>
    /// Gain against time, target's estimate and model's.
    /// </summary>
    /// <param name="fit">What <see cref="Fit"/> returned.</param>
    public CsvTable TraceGain(FitResult fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var pair = files.Pair;
        return GainTrace.Measure(pair.Dry, pair.AlignedWet(fit.DelaySamples, fit.Polarity), fit.Parameters);
    }

    private PairAudio AudioAt(double delay)
    {
        if (audio?.IsAt(delay) != true)
        {
            EndFits();
            audio = PairAudio.Load(files.Pair, delay, pool);
        }

        return audio;
    }
}
