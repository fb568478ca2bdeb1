using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Newton.Uncertainty;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Simulation;

/// <summary>
/// A compressor with known settings at work on a known recording: what a fit must recover.
/// </summary>
/// <param name="Clip">Name of the recording.</param>
/// <param name="Truth">The settings.</param>
/// <param name="Dry">The recording.</param>
/// <param name="Wet">What the model makes of it, computed in double and stored in float.</param>
/// <param name="CompressedShare">Share of the samples with more than 1 dB of gain reduction.</param>
public sealed record RecoveryProblem(
    string Clip,
    CompressorParameters Truth,
    ArraySignal Dry,
    ArraySignal Wet,
    double CompressedShare)
{
    /// <summary>Largest error of ratio, attack and release, relative.</summary>
    public const double RelativeTolerance = 1e-3;

    /// <summary>Largest error of threshold and make-up in dB.</summary>
    public const double DecibelTolerance = 0.01;

    // 1 dB of gain reduction, in at least 5 % of the samples: less is no compressor at work.
    private const double NoticeableGain = 0.89125093813374553;
    private const double SmallestShare = 0.05;

    // Variance of the noise of a good recording, -90 dB.
    private const double NoiseVariance = 1e-9;

    /// <summary>
    /// Settings drawn at random: threshold -50..-5 dB, ratio 1.1..19, make-up +-6 dB uniform; attack 0.12..95 ms and release
    /// 12..950 ms uniform in their logarithm.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which ones.</param>
    public static IReadOnlyList<CompressorParameters> RandomSettings(int count, int seed)
    {
#pragma warning disable CA5394 // Repeatable, not secret.
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new CompressorParameters(
            Uniform(-50, -5),
            Uniform(1.1, 19),
            Math.Exp(Uniform(Math.Log(0.12), Math.Log(95))),
            Math.Exp(Uniform(Math.Log(12), Math.Log(950))),
            Uniform(-6, 6)))];

        double Uniform(double minimum, double maximum) => minimum + ((maximum - minimum) * random.NextDouble());
#pragma warning restore CA5394
    }

    /// <summary>
    /// Lets the model work on a recording.
    /// </summary>
    public static RecoveryProblem Create(string clip, ArraySignal dry, CompressorParameters truth)
    {
        var core = CoreParameters.FromPhysical(truth, dry.SampleRate);
        var gainComputer = new GainComputer(core.ThresholdDb, core.Slope);
        var ballistics = new Ballistics(core.SingleSmoother);
        var makeUp = new MakeUp(core.MakeUpDb).Amplitude;
        var wet = new float[dry.SampleCount];
        var compressed = 0;
        for (var n = 0; n < wet.Length; n++)
        {
            double x = dry.Samples[n];
            var gain = ballistics.Next(Decibels.ToAmplitude(gainComputer.GainDb(Level.Db(x))));
            compressed += gain < NoticeableGain ? 1 : 0;
            wet[n] = (float)(x * gain * makeUp);
        }

        return new(clip, truth, dry, new ArraySignal(wet, dry.SampleRate), (double)compressed / wet.Length);
    }

    /// <summary>
    /// Whether the recording shows the settings, by the serial engine at the true settings: gain reduction over 1 dB in
    /// at least 5 % of the samples, and with white noise at -90 dB every standard error within the tolerances.
    /// </summary>
    public bool IsIdentifiable()
    {
        if (CompressedShare < SmallestShare)
        {
            return false;
        }

        using var engine = new SerialEngine(1);
        engine.Upload(ChunkBatch.FromPair(Dry, Wet));
        var space = new ParameterSpace(ParameterRanges.Published, Dry.SampleRate);
        var point = space.FromPhysical(Truth);
        var evaluation = space.ToUnconstrained(engine.Evaluate(space.ToCore(point), EvaluationOrder.GaussNewton), point);
        return UncertaintyEstimator.Estimate(
            UnconstrainedParameters.Names,
            evaluation.GaussNewton!,
            space.PhysicalJacobian(point),
            NoiseVariance,
            Tolerances()).NotIdentifiable.IsEmpty;
    }

    /// <summary>Whether settings are the true ones within the tolerances.</summary>
    public bool IsRecovered(CompressorParameters found)
    {
        var limits = Tolerances();
        return Math.Abs(found.ThresholdDb - Truth.ThresholdDb) <= limits[CoreParameters.Threshold]
            && Math.Abs(found.Ratio - Truth.Ratio) <= limits[CoreParameters.SlopeIndex]
            && Math.Abs(found.AttackMs - Truth.AttackMs) <= limits[CoreParameters.Attack]
            && Math.Abs(found.ReleaseMs - Truth.ReleaseMs) <= limits[CoreParameters.Release]
            && Math.Abs(found.MakeUpDb - Truth.MakeUpDb) <= limits[CoreParameters.MakeUp];
    }

    private Vector<double> Tolerances()
        => Vector<double>.Build.DenseOfArray(
        [
            DecibelTolerance,
            RelativeTolerance * Truth.Ratio,
            RelativeTolerance * Truth.AttackMs,
            RelativeTolerance * Truth.ReleaseMs,
            DecibelTolerance,
        ]);
}
