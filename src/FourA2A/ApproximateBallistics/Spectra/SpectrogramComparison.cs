using System.Collections.Immutable;

namespace FourA2A.ApproximateBallistics.Spectra;

/// <summary>
/// Compares the spectrograms of a signal, or of a piece of one, with those of a target.
/// </summary>
/// <remarks>
/// Frames lie side by side in the lanes (<see cref="SegmentLayout"/>). What a thread takes at a time is a slab: it transforms its frames, compares them with the
/// target's magnitudes and transforms their derivatives back while all of that is in its cache. Each slab sums for itself and the sums are added in order,
/// so no bit of the result depends on the threads.
/// </remarks>
internal sealed class SpectrogramComparison
{
    private readonly SegmentLayout layout;
    private readonly ImmutableArray<SpectrogramScale> scales;
    private readonly FrameTransform[] transforms;
    private readonly double[] weights;

    // Of each slab: the target's magnitudes by scale, the derivatives row by row, the loss.
    private readonly LaneRows[][] magnitudes;
    private readonly LaneRows[] derivatives;
    private readonly double[] losses;

    // Of each worker.
    private readonly LaneRows[] rows;
    private readonly LaneRows[] spectra;

    private readonly ParallelOptions options;
    private readonly Action<int> work;
    private readonly SlabWork measure;
    private readonly SlabWork compare;
    private readonly SlabWork differentiate;
    private readonly SlabWork addUp;

    // The work in hand. Signals are pinned by who gave it: no span goes to another thread.
    private SlabWork current;
    private int nextSlab;
    private unsafe double* signal;
    private unsafe double* adjoint;
    private int sampleCount;

    /// <summary>
    /// A comparison without a target.
    /// </summary>
    /// <param name="scales">Scales, longest windows first.</param>
    /// <param name="frameSpan">Frames begin before this sample of the piece.</param>
    /// <param name="totalCount">Samples of the whole signal, which the means are over.</param>
    /// <param name="threads">Threads; the result does not depend on it.</param>
    public SpectrogramComparison(ImmutableArray<SpectrogramScale> scales, long frameSpan, long totalCount, int threads)
    {
        this.scales = scales;
        layout = new SegmentLayout(scales, frameSpan);
        transforms = [.. scales.Select(scale => new FrameTransform(scale))];
        weights = [.. scales.Select(scale => scale.BinWeight(totalCount))];
        losses = new double[layout.SlabCount];
        derivatives = [.. Enumerable.Range(0, layout.SlabCount).Select(slab => new LaneRows(layout.FrameRows(slab) + layout.Tail))];
        magnitudes =
        [
            .. Enumerable.Range(0, layout.SlabCount).Select(slab => scales
                .Select(scale => new LaneRows(layout.FrameRows(slab) / scale.Hop * scale.Bins)).ToArray()),
        ];
        var workers = Math.Clamp(layout.SlabCount, 1, threads);
        rows = [.. Enumerable.Range(0, workers).Select(_ => new LaneRows(layout.SlabRows + layout.Tail))];
        spectra = [.. Enumerable.Range(0, workers).Select(_ => new LaneRows(scales[0].WindowLength))];
        options = new ParallelOptions { MaxDegreeOfParallelism = workers };
        (work, measure, compare, differentiate, addUp) = (Work, Measure, Compare, Differentiate, AddUp);
        current = measure;
    }

    private delegate void SlabWork(int slab, int worker);

    /// <summary>
    /// Sets the target.
    /// </summary>
    /// <param name="target">Samples from the piece's first on, those of the last frames' tails too; what is missing is zero.</param>
    public void Measure(ReadOnlySpan<double> target) => Run(measure, target, []);

    /// <summary>
    /// The piece's share in the loss.
    /// </summary>
    /// <param name="estimate">Samples from the piece's first on, those of the last frames' tails too; what is missing is zero.</param>
    public double Compare(ReadOnlySpan<double> estimate)
    {
        Run(compare, estimate, []);
        return Loss();
    }

    /// <summary>
    /// The loss and its derivative.
    /// </summary>
    /// <param name="estimate">Samples, the whole signal's.</param>
    /// <param name="derivative">Receives the derivative by each.</param>
    public double Compare(ReadOnlySpan<double> estimate, Span<double> derivative)
    {
        Run(differentiate, estimate, []);
        Run(addUp, estimate, derivative);
        return Loss();
    }

    private double Loss()
    {
        var loss = 0.0;
        foreach (var share in losses)
        {
            loss += share;
        }

        return loss;
    }

    private unsafe void Run(SlabWork slabWork, ReadOnlySpan<double> samples, Span<double> derivative)
    {
        fixed (double* first = samples, firstDerivative = derivative)
        {
            signal = first;
            adjoint = firstDerivative;
            (current, sampleCount, nextSlab) = (slabWork, samples.Length, -1);
            if (options.MaxDegreeOfParallelism == 1)
            {
                Work(0);
            }
            else
            {
                Parallel.For(0, options.MaxDegreeOfParallelism, options, work);
            }
        }
    }

    private void Work(int worker)
    {
        for (var slab = Interlocked.Increment(ref nextSlab); slab < layout.SlabCount; slab = Interlocked.Increment(ref nextSlab))
        {
            current(slab, worker);
        }
    }

    private void Measure(int slab, int worker)
    {
        Load(slab, worker);
        for (var s = 0; s < scales.Length; s++)
        {
            var frames = layout.FrameRows(slab) / scales[s].Hop;
            for (var frame = 0; frame < frames; frame++)
            {
                BinComparison.Measure(transforms[s].Pairs, ref Transform(s, frame, worker), ref Magnitudes(slab, s, frame));
            }
        }
    }

    private void Compare(int slab, int worker) => Compare(slab, worker, differentiate: false);

    private void Differentiate(int slab, int worker)
    {
        derivatives[slab].Span.Clear();
        Compare(slab, worker, differentiate: true);
    }

    private void Compare(int slab, int worker, bool differentiate)
    {
        Load(slab, worker);
        losses[slab] = 0;
        for (var s = 0; s < scales.Length; s++)
        {
            var frames = layout.FrameRows(slab) / scales[s].Hop;
            for (var frame = 0; frame < frames; frame++)
            {
                ref var spectrum = ref Transform(s, frame, worker);
                losses[slab] += BinComparison.Compare(transforms[s].Pairs, ref spectrum, ref Magnitudes(slab, s, frame), weights[s]);
                if (differentiate)
                {
                    transforms[s].AddTranspose(ref spectrum, ref derivatives[slab].Row(frame * scales[s].Hop));
                }
            }
        }
    }

    private unsafe void Load(int slab, int worker) => layout.Load(new ReadOnlySpan<double>(signal, sampleCount), slab, rows[worker].Span);

    private unsafe void AddUp(int slab, int worker) => layout.AddUp(derivatives, slab, new Span<double>(adjoint, sampleCount));

    private ref double Transform(int scale, int frame, int worker)
    {
        ref var spectrum = ref spectra[worker].Row(0);
        transforms[scale].Forward(ref rows[worker].Row(frame * scales[scale].Hop), ref spectrum);
        return ref spectrum;
    }

    private ref double Magnitudes(int slab, int scale, int frame) => ref magnitudes[slab][scale].Row(frame * scales[scale].Bins);
}
