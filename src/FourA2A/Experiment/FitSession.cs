using System.Collections.Immutable;
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

    // An excerpt tells which minimum; where that lies, the whole says, up to a hundredth of the loss away.
    private const double CoarseLossTolerance = 1e-3;

    private readonly PairAudio audio;
    private readonly IEngine engine;
    private readonly FitOptions options;
    private readonly CompressorObjective objective;
    private readonly Dictionary<ChunkBatch, double> targetEnergies = [];
    private readonly ImmutableArray<FitRecord>.Builder records = ImmutableArray.CreateBuilder<FitRecord>();

    public FitSession(PairAudio audio, IEngine engine, FitOptions options)
    {
        this.audio = audio;
        this.engine = engine;
        this.options = options;
        Space = new ParameterSpace(options.Ranges, audio.Pair.SampleRate);

        // A start that the caller knows lies as near to the minimum of the whole as that of an excerpt does.
        Batch = options.Start is null ? audio.Excerpt : audio.Whole;
        objective = new CompressorObjective(engine, Space);
        Direction = options.Hessian.Direction();
        WriteTarget(options.DelaySamples);
    }

    public ParameterSpace Space { get; }

    public INewtonDirection Direction { get; }

    /// <summary>What the loss is taken over.</summary>
    public ChunkBatch Batch { get; private set; }

    public bool IsExcerpt => Batch != audio.Whole;

    /// <summary>Whether the signal is long enough for an excerpt.</summary>
    public bool HasExcerpt => audio.Excerpt != audio.Whole;

    /// <summary>Whether runs on an excerpt end as soon as a step promises less than a thousandth of the loss.</summary>
    public bool IsCoarseOnExcerpt { get; init; }

    /// <summary>Whether runs end so now.</summary>
    public bool IsCoarse => IsExcerpt && IsCoarseOnExcerpt;

    /// <summary>Loss that rounding alone can make.</summary>
    public double RoundingLoss => RoundingFloor * TargetEnergy;

    /// <summary>Energy of the target that the loss is taken over, not of a tangent that stands in its place.</summary>
    public double TargetEnergy => targetEnergies[Batch];

    /// <summary>Where the wet signal is; NaN after <see cref="WriteTangent"/>.</summary>
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
        (Batch, Attempt) = (audio.Whole, attempt);
        WriteTarget(delaySamples);
    }

    /// <summary>
    /// From here on the loss is that of the excerpt, at a delay, and runs count as those of the next restart.
    /// </summary>
    public void UseExcerpt(double delaySamples)
    {
        (Batch, Attempt) = (audio.Excerpt, Restarts + 1);
        WriteTarget(delaySamples);
    }

    /// <summary>
    /// Lets figures be those of the whole signal again; nothing is to be evaluated any more.
    /// </summary>
    public void EndExcerpt() => Batch = audio.Whole;

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

    public double RelativeLoss(double loss) => TargetEnergy > 0 ? loss / TargetEnergy : 0;

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
        return energy > 0 && TargetEnergy > 0
            ? start with { MakeUpDb = start.MakeUpDb + (10 * Math.Log10(TargetEnergy / energy)) }
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
        var criteria = new TerminationCriteria(LossFloor: RoundingLoss, MaximumIterations: options.MaximumIterations);
        if (IsCoarse)
        {
            criteria = criteria with { LossTolerance = CoarseLossTolerance };
        }

        var optimizer = new NewtonOptimizer(Direction, criteria, stepBounds: ParameterSpace.StepBounds, initialDamping: damping);
        var result = optimizer.Minimize(objective, start, Report, options.Cancellation);
        Iterations += result.Iterations;
        return result;
    }

    /// <summary>
    /// Puts in place of the wet signal <c>t</c> its tangent <c>t + step dt/dd</c> at the present delay d, until it is moved again.
    /// </summary>
    /// <returns>Energy of the change, <c>sum (step dt/dd)^2</c>.</returns>
    public double WriteTangent(double step)
    {
        var change = WriteTarget(DelaySamples, step);
        DelaySamples = double.NaN;
        return change;
    }

    private double WriteTarget(double delaySamples, double tangentStep = 0)
    {
        DelaySamples = delaySamples;
        var change = Batch.WriteTarget(audio.Pair.AlignedWet(delaySamples, options.Polarity, tangentStep));
        if (tangentStep == 0)
        {
            targetEnergies[Batch] = Batch.TargetEnergy;
        }

        engine.Upload(Batch);
        return change;
    }

    private void Report(IterationRecord step)
    {
        var point = new UnconstrainedParameters(Vector<double>.Build.DenseOfEnumerable(step.Point));
        var record = new FitRecord(Attempt, step, Space.ToPhysical(point), DelaySamples, RelativeLoss(step.Loss));
        records.Add(record);
        options.Progress?.Report(record);
    }
}
