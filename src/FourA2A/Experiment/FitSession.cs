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

    private readonly PairAudio audio;
    private readonly IEngine engine;
    private readonly FitOptions options;
    private readonly CompressorObjective objective;
    private readonly ImmutableArray<FitRecord>.Builder records = ImmutableArray.CreateBuilder<FitRecord>();

    public FitSession(PairAudio audio, IEngine engine, FitOptions options)
    {
        this.audio = audio;
        this.engine = engine;
        this.options = options;
        Space = new ParameterSpace(options.Ranges, audio.Pair.SampleRate);
        Batch = audio.Excerpt;
        objective = new CompressorObjective(engine, Space);
        Direction = options.Hessian == HessianKind.Exact ? new ExactNewtonDirection() : new GaussNewtonDirection();
        WriteTarget(options.DelaySamples);
    }

    public ParameterSpace Space { get; }

    public INewtonDirection Direction { get; }

    /// <summary>What the loss is taken over: an excerpt of a long signal until <see cref="UseWhole"/>.</summary>
    public ChunkBatch Batch { get; private set; }

    public bool IsExcerpt => Batch != audio.Whole;

    /// <summary>Loss that rounding alone can make.</summary>
    public double RoundingLoss => RoundingFloor * Batch.TargetEnergy;

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
