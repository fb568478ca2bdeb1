using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Newton;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Experiment;

/// <summary>
/// What the parts of one fit share: the audio at its present delay, the engine, and the log.
/// </summary>
internal sealed class FitSession
{
    // Relative loss that rounding to float leaves of an exact fit; found: 4e-15 to 1e-13 on the shipped recordings.
    private const double RoundingFloor = 1e-12;

    // 32 chunks from all over the signal, nearly 6 minutes of it, end within a step of where the whole ends; two groups
    // keep two cores busy.
    private const int ExcerptGroups = 2;

    private readonly DryWetPair pair;
    private readonly ChunkBatch whole;
    private readonly IEngine engine;
    private readonly FitOptions options;
    private readonly CompressorObjective objective;
    private readonly ImmutableArray<FitRecord>.Builder records = ImmutableArray.CreateBuilder<FitRecord>();

    public FitSession(DryWetPair pair, IEngine engine, FitOptions options)
    {
        // Delays within a sample of the whole lag reach over neither end of a file.
        this.pair = pair.WithLag((long)Math.Round(options.DelaySamples));
        this.engine = engine;
        this.options = options;
        Space = new ParameterSpace(options.Ranges, pair.SampleRate);
        whole = new ChunkBatch(ChunkLayout.ForSignal(pair.SampleRate, this.pair.SampleCount));
        Batch = whole.GroupCount >= 2 * ExcerptGroups ? whole.Excerpt(ExcerptGroups) : whole;
        Batch.WriteDry(this.pair.Dry);
        objective = new CompressorObjective(engine, Space);
        Direction = options.Hessian == HessianKind.Exact ? new ExactNewtonDirection() : new GaussNewtonDirection();
        WriteTarget(options.DelaySamples);
    }

    public ParameterSpace Space { get; }

    public INewtonDirection Direction { get; }

    /// <summary>What the loss is taken over: an excerpt of a long signal until <see cref="UseWhole"/>.</summary>
    public ChunkBatch Batch { get; private set; }

    public bool IsExcerpt => Batch != whole;

    /// <summary>Loss that rounding alone can make.</summary>
    public double RoundingLoss => RoundingFloor * Batch.TargetEnergy;

    public double DelaySamples { get; private set; }

    /// <summary>The start that the present run goes back to: 0 for the first, then 1, 2, ... for each restart.</summary>
    public int Attempt { get; private set; }

    /// <summary>Starts after the first.</summary>
    public int Restarts { get; private set; }

    public int Iterations { get; private set; }

    public int Evaluations => objective.Evaluations;

    public ImmutableArray<FitRecord> Records => records.ToImmutable();

    /// <summary>
    /// From here on the loss is that of the whole signal, at a delay, and runs go back to one start.
    /// </summary>
    public void UseWhole(double delaySamples, int attempt)
    {
        (Batch, Attempt) = (whole, attempt);
        whole.WriteDry(pair.Dry);
        WriteTarget(delaySamples);
    }

    /// <summary>
    /// Puts the wet signal at another delay; costs a pass over the file.
    /// </summary>
    public void MoveTo(double delaySamples)
    {
        if (delaySamples != DelaySamples)
        {
            WriteTarget(delaySamples);
        }
    }

    public double RelativeLoss(double loss) => Batch.TargetEnergy > 0 ? loss / Batch.TargetEnergy : 0;

    public Evaluation Evaluate(Vector<double> point, EvaluationOrder what) => objective.Evaluate(point, what);

    /// <summary>
    /// The start with its make-up shifted so that the RMS of <c>P z</c> equals that of <c>P y</c>:
    /// <c>sum (P z)^2 = G_gamma,gamma / (2 k^2)</c>.
    /// </summary>
    public CompressorParameters MatchLevel(CompressorParameters start)
    {
        const double k = ModelConstants.NepersPerDecibel;
        var gaussNewton = Evaluate(Space.FromPhysical(start).Values, EvaluationOrder.GaussNewton).GaussNewton!;
        var energy = gaussNewton[CoreParameters.MakeUp, CoreParameters.MakeUp] / (2 * k * k);
        return energy > 0 && Batch.TargetEnergy > 0
            ? start with { MakeUpDb = start.MakeUpDb + (10 * Math.Log10(Batch.TargetEnergy / energy)) }
            : start;
    }

    /// <summary>A run from another start.</summary>
    public NewtonResult Restart(CompressorParameters start)
    {
        Attempt = ++Restarts;
        return Minimize(Space.FromPhysical(start).Values, MarquardtDamping.DefaultInitial);
    }

    /// <summary>A run of the optimiser at the present delay.</summary>
    public NewtonResult Minimize(Vector<double> start, double damping)
    {
        var criteria = new TerminationCriteria(
            LossFloor: RoundingLoss,
            MaximumIterations: options.MaximumIterations);
        var optimizer = new NewtonOptimizer(Direction, criteria, stepBounds: ParameterSpace.StepBounds, initialDamping: damping);
        var result = optimizer.Minimize(objective, start, Report, options.Cancellation);
        Iterations += result.Iterations;
        return result;
    }

    private void WriteTarget(double delaySamples)
    {
        DelaySamples = delaySamples;
        Batch.WriteTarget(pair.AlignedWet(delaySamples, options.Polarity));
        engine.Upload(Batch);
    }

    private void Report(IterationRecord step)
    {
        var point = new UnconstrainedParameters(Vector<double>.Build.DenseOfEnumerable(step.Point));
        var record = new FitRecord(Attempt, step, Space.ToPhysical(point), DelaySamples, RelativeLoss(step.Loss));
        records.Add(record);
        options.Progress?.Report(record);
    }
}
