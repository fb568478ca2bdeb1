using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Fitting;
using FourA2A.ApproximateBallistics.Spectra;
using FourA2A.Audio;
using FourA2A.Bench.Rows;
using FourA2A.Compressor;
using FourA2A.Simulation;

namespace FourA2A.Bench.Approximate;

/// <summary>
/// An iteration of the fit of approximate ballistics on a clip, by <see cref="ApproximateObjective"/>, and each of its parts by itself, on a given number of threads.
/// </summary>
internal sealed class ApproximateCase
{
    private const string LossAndAdjoint = "loss and adjoint";

    // From the start to a place beside every kink: frames of no whole number, a threshold between levels.
    private static readonly double[] Aside = [0.0123, 0.0345, 0.0231, 0.0117, 0.0213, 0.0131, 0.0177];

    private readonly double seconds;
    private readonly int sampleRate;
    private readonly float[] dry;
    private readonly float[] target;
    private readonly double[] output;
    private readonly double[] adjoint;
    private readonly double[] gradient = new double[ApproximateParameters.Names.Length];
    private readonly double[] point;
    private readonly int threads;
    private readonly ApproximateCompressor compressor;
    private readonly SpectrogramLoss loss;
    private readonly Adam adam;
    private readonly double bytes;

    /// <summary>
    /// A clip: the shipped loop over and over, and what the reference compressor makes of it with the settings of the published speech task.
    /// </summary>
    /// <param name="seconds">Its length.</param>
    /// <param name="threads">Threads of the loss; the compressor takes one.</param>
    public ApproximateCase(double seconds, int threads)
    {
        (this.seconds, this.threads) = (seconds, threads);
        var loop = ShippedRecordings.Load(ShippedRecordings.Loop);
        sampleRate = loop.SampleRate;
        dry = [.. Enumerable.Range(0, (int)Math.Round(seconds * sampleRate)).Select(n => loop.Samples[(int)(n % loop.SampleCount)])];
        target = RmsCompressorSettings.PublishedSpeech.Render(Clip).Samples.ToArray();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Objective = new ApproximateObjective(dry, target, sampleRate, Coordinates, threads);
        Start = Coordinates.FromSettings(ApproximateStart.Of(Objective.Levels, Objective.Grid, ApproximateRanges.Default));
        point = [.. Start];
        adam = new Adam(Start.Length);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        compressor = new ApproximateCompressor(dry, sampleRate);
        loss = new SpectrogramLoss(target, sampleRate, threads);
        output = new double[dry.Length];
        adjoint = new double[dry.Length];
        EvaluateParts();
    }

    /// <summary>Coordinates of a fit.</summary>
    public static ScaledCoordinates Coordinates { get; } = new(ApproximateRanges.Default);

    /// <summary>Coordinates of the published start.</summary>
    public double[] Start { get; }

    /// <summary>The objective of a fit.</summary>
    public ApproximateObjective Objective { get; }

    private ArraySignal Clip => new(dry, sampleRate);

    private ReferenceSpectrogramLoss Reference => new(target, sampleRate);

    /// <summary>
    /// Holds the objective's gradient against central differences, the compressor against the streaming one, and the loss against its reference; and measures how
    /// much the target is compressed.
    /// </summary>
    public ApproximateCheck Check()
    {
        double[] probe = [.. Start.Select((coordinate, i) => coordinate + Aside[i])];
        Objective.Evaluate(probe, gradient);
        var passages = Objective.Passages.ToArray();
        var error = ApproximateCheck.OfGradient(at => Objective.EvaluateFrozen(at, passages), probe, gradient);

        probe.CopyTo(point, 0);
        var value = EvaluateParts();
        var rendered = Coordinates.ToSettings(probe).Render(Clip).Samples;
        var expected = new double[dry.Length];
        var expectedValue = Reference.Evaluate(output, expected);
        return new(
            error,
            ApproximateCheck.Largest(output, Array.ConvertAll(rendered.ToArray(), sample => (double)sample)),
            Math.Abs(value - expectedValue) / expectedValue,
            ApproximateCheck.Largest(adjoint, expected),
            ApproximateCheck.GainRange(Clip, new ArraySignal(target, sampleRate)));
    }

    /// <summary>The parts and the whole of an iteration.</summary>
    public IEnumerable<BenchWork> Works()
    {
        // Dry clip, output, its adjoint: what a part has to read and write of them.
        const int Dry = sizeof(float), Output = sizeof(double), Adjoint = sizeof(double);
        if (threads == 1)
        {
            yield return Work("forward", Dry + Output, Forward);
            yield return Work("VJP", Dry + Adjoint, () => compressor.Vjp(adjoint, gradient));
            yield return Work("Adam", 0, Step);
        }

        yield return Work("loss", Output, () => loss.Evaluate(output));
        yield return Work(LossAndAdjoint, Output + Adjoint, () => loss.Evaluate(output, adjoint));
        yield return Work("iteration", Dry + Output + Output + Adjoint + Dry + Adjoint, () =>
        {
            Objective.Evaluate(point, gradient);
            Step();
        });
    }

    /// <summary>The loss as it is written down, on MathNet's transform.</summary>
    public BenchWork ReferenceWork()
    {
        var (work, reference) = (Works().Single(work => work.Work == LossAndAdjoint), Reference);
        return work with { Engine = "reference (MathNet's transform, 1 thread)", MemoryBytes = 0, Take = () => WallClock.Seconds(() => reference.Evaluate(output, adjoint)) };
    }

    // What the parts work on.
    private double EvaluateParts()
    {
        Forward();
        return loss.Evaluate(output, adjoint);
    }

    private void Forward() => compressor.Forward(Coordinates.ToSettings(point), output);

    private void Step()
    {
        adam.Step(point, gradient);
        ScaledCoordinates.Clamp(point);
    }

    private BenchWork Work(string name, int bytesOfASample, Action action)
    {
        var shape = new BatchShape(1, seconds, dry.Length);
        var moved = (double)bytesOfASample * dry.Length;
        return new(
            $"approximate-ballistics (double, {threads} {(threads == 1 ? "thread" : "threads")})", name, shape, bytes, moved, Bound.ProcessorCopy(threads), moved, () =>
            {
                // Every time is of the same settings, however many steps were timed before.
                Start.CopyTo(point, 0);
                return WallClock.Seconds(action);
            });
    }
}
