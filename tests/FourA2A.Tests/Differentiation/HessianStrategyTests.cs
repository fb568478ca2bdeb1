using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Differentiation;
using FourA2A.Engines;
using FourA2A.Newton;
using FourA2A.Objective;
using FourA2A.Tests.Engines;

namespace FourA2A.Tests.Differentiation;

/// <summary>
/// What the staged strategies must do on every device. One subclass per device; where the machine lacks it, <see cref="Create"/> skips the test visibly.
/// </summary>
public abstract class HessianStrategyTests
{
    private const string OneOfEach = "17 chunks of 100, warm-up 33, tail 67";

    public static TheoryData<HessianKind> Kinds => [.. StagedHessian.Kinds];

    public static TheoryData<HessianKind, string> KindsAndCases
    {
        get
        {
            var data = new TheoryData<HessianKind, string>();
            foreach (var kind in StagedHessian.Kinds)
            {
                foreach (var name in EngineCases.Names)
                {
                    data.Add(kind, name);
                }
            }

            return data;
        }
    }

    protected abstract Tolerances Tolerance { get; }

    /// <summary>How many random settings are tried of each kind.</summary>
    protected virtual int RandomSettings => 200;

    /// <summary>
    /// A new strategy that uses at most this many threads.
    /// </summary>
    protected abstract IHessianStrategy Create(HessianKind kind, int maximumThreads);

    [SkippableTheory]
    [MemberData(nameof(KindsAndCases))]
    public void Evaluate_MatchesSerial(HessianKind kind, string name)
    {
        using var strategy = Uploaded(kind, name, out var engineCase);
        AssertMatches(engineCase, strategy.Evaluate(engineCase.Core));
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_RandomSettings_MatchSerial(HessianKind kind)
    {
        using var strategy = Create(kind, 2);
        for (var seed = 0; seed < RandomSettings; seed++)
        {
            var engineCase = RandomCase(new Random(seed));
            strategy.Upload(engineCase.Batch);
            AssertMatches(engineCase, strategy.Evaluate(engineCase.Core));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_GivesLossGradientAndHessian(HessianKind kind)
    {
        using var strategy = Uploaded(kind, OneOfEach, out var engineCase);
        var found = strategy.Evaluate(engineCase.Core);
        Assert.Equal(kind, strategy.Kind);
        Assert.NotNull(found.Gradient);
        Assert.Null(found.GaussNewton);
        Assert.Equal(found.Hessian, found.Hessian!.Transpose());
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_ExcerptIsTheLossOfItsChunks(HessianKind kind)
    {
        var engineCase = EngineCases.Get("33 chunks of 544, warm-up 65, tail 479");
        var excerpt = engineCase.Batch.Excerpt(2);
        using var serial = new SerialEngine();
        serial.Upload(excerpt);
        using var strategy = Create(kind, 2);
        strategy.Upload(excerpt);
        EvaluationAssert.Matches(
            serial.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian), strategy.Evaluate(engineCase.Core), Tolerance, excerpt);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_SameBitsForAnyNumberOfThreads(HessianKind kind)
    {
        var expected = Evaluate(1);
        foreach (var threads in new[] { 2, 3, 7 })
        {
            AssertSame(expected, Evaluate(threads));
        }

        Evaluation Evaluate(int threads)
        {
            var engineCase = EngineCases.Get(OneOfEach);
            using var strategy = Create(kind, threads);
            strategy.Upload(engineCase.Batch);
            return strategy.Evaluate(engineCase.Core);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_SecondCallGivesTheSame_InTheSameMemory(HessianKind kind)
    {
        using var strategy = Uploaded(kind, OneOfEach, out var engineCase);
        var first = strategy.Evaluate(engineCase.Core);
        var bytes = strategy.PeakBytes;
        Assert.True(bytes > 0);
        strategy.Evaluate(engineCase.Core with { ThresholdDb = -10 });
        AssertSame(first, strategy.Evaluate(engineCase.Core));
        Assert.Equal(bytes, strategy.PeakBytes);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void Upload_TakesARewrittenTarget(HessianKind kind)
    {
        var engineCase = EngineCases.Get(OneOfEach);
        var dry = new ArraySignal(engineCase.Dry, engineCase.Layout.SampleRate);
        var rewritten = ChunkBatch.FromPair(dry, dry, engineCase.Layout);
        using var strategy = Create(kind, 1);
        strategy.Upload(rewritten);
        var before = strategy.Evaluate(engineCase.Core).Loss;
        rewritten.WriteTarget(new ArraySignal(engineCase.Wet, engineCase.Layout.SampleRate));
        strategy.Upload(rewritten);
        var after = strategy.Evaluate(engineCase.Core);
        Assert.NotEqual(before, after.Loss);
        AssertMatches(engineCase, after);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void Upload_TakesABatchOfAnotherSize(HessianKind kind)
    {
        var small = EngineCases.Get("length 33");
        var large = EngineCases.Get("33 chunks of 97, warm-up 31, tail 33");
        using var strategy = Create(kind, 2);
        foreach (var engineCase in new[] { small, large, small })
        {
            strategy.Upload(engineCase.Batch);
            AssertMatches(engineCase, strategy.Evaluate(engineCase.Core));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_WithoutABatch_IsRefused(HessianKind kind)
    {
        using var strategy = Create(kind, 1);
        var core = CoreParameters.FromPhysical(CompressorParameters.PublishedStart, EngineSignals.SampleRate);
        Assert.Throws<InvalidOperationException>(() => strategy.Evaluate(core));
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_TwoSmoothers_AreRefused(HessianKind kind)
    {
        using var strategy = Uploaded(kind, OneOfEach, out var engineCase);
        var smoother = engineCase.Core.SingleSmoother;
        Assert.Throws<NotSupportedException>(() => strategy.Evaluate(engineCase.Core with { Smoothers = [smoother, smoother] }));
    }

    private static EngineCase RandomCase(Random random)
    {
        var count = random.Next(200, 1500);
        var chunk = random.Next(100, 700);
        var layout = ChunkLayout.ForSignal(EngineSignals.SampleRate, count, chunk / (double)EngineSignals.SampleRate, random.Next(chunk) / (2.0 * EngineSignals.SampleRate));
        var dry = EngineSignals.Music(random, count);
        var wet = EngineSignals.Compress(dry, EngineSignals.RandomParameters(random), random, noiseAmplitude: 0, scale: -0.7);
        return new EngineCase(dry, wet, layout, EngineSignals.RandomParameters(random));
    }

    private static void AssertSame(Evaluation expected, Evaluation found)
    {
        Assert.Equal(expected.Loss, found.Loss);
        Assert.Equal(expected.Gradient, found.Gradient);
        Assert.Equal(expected.Hessian, found.Hessian);
    }

    private void AssertMatches(EngineCase engineCase, Evaluation found)
        => EvaluationAssert.Matches(engineCase.Reference, found, Tolerance.WithSinglePrecisionFactor(engineCase.SinglePrecisionFactor), engineCase.Batch);

    private IHessianStrategy Uploaded(HessianKind kind, string name, out EngineCase engineCase)
    {
        engineCase = EngineCases.Get(name);
        var strategy = Create(kind, 2);
        strategy.Upload(engineCase.Batch);
        return strategy;
    }
}
