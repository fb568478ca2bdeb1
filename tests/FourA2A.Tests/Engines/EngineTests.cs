using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Objective;

namespace FourA2A.Tests.Engines;

/// <summary>
/// What every engine must do. One subclass per engine; where the machine lacks what an engine needs, its
/// <see cref="Create"/> skips the test visibly.
/// </summary>
public abstract class EngineTests
{
    private const string OneOfEach = "17 chunks of 100, warm-up 33, tail 67";

    public static TheoryData<string> CaseNames => EngineCases.Names;

    protected abstract Tolerances Tolerance { get; }

    /// <summary>
    /// A new engine that uses at most this many threads.
    /// </summary>
    protected abstract IEngine Create(int maximumThreads);

    [SkippableTheory]
    [MemberData(nameof(CaseNames))]
    public void Evaluate_MatchesSerial(string name)
    {
        var engineCase = EngineCases.Get(name);
        using var engine = Create(2);
        engine.Upload(engineCase.Batch);
        foreach (var what in Enum.GetValues<EvaluationOrder>())
        {
            var found = engine.Evaluate(engineCase.Core, what);
            EvaluationAssert.Matches(engineCase.Reference, found, Tolerance.WithSinglePrecisionFactor(engineCase.SinglePrecisionFactor), engineCase.Batch);
        }
    }

    [SkippableTheory]
    [InlineData(EvaluationOrder.Loss)]
    [InlineData(EvaluationOrder.Gradient)]
    [InlineData(EvaluationOrder.GaussNewton)]
    [InlineData(EvaluationOrder.ExactHessian)]
    public void Evaluate_GivesWhatWasAskedFor(EvaluationOrder what)
    {
        using var engine = Uploaded(OneOfEach, out var core);
        var found = engine.Evaluate(core, what);
        Assert.Equal(what >= EvaluationOrder.Gradient, found.Gradient is not null);
        Assert.Equal(what >= EvaluationOrder.GaussNewton, found.GaussNewton is not null);
        Assert.Equal(what >= EvaluationOrder.ExactHessian, found.Hessian is not null);
    }

    [SkippableFact]
    public void Evaluate_MatricesAreSymmetric()
    {
        using var engine = Uploaded("near the optimum 0", out var core);
        var found = engine.Evaluate(core, EvaluationOrder.ExactHessian);
        Assert.Equal(found.GaussNewton, found.GaussNewton!.Transpose());
        Assert.Equal(found.Hessian, found.Hessian!.Transpose());
    }

    [SkippableTheory]
    [MemberData(nameof(CaseNames))]
    public void Evaluate_GaussNewtonIsPositiveSemidefinite(string name)
    {
        using var engine = Uploaded(name, out var core);
        var matrix = engine.Evaluate(core, EvaluationOrder.GaussNewton).GaussNewton!;
        var scale = matrix.Diagonal().Map(value => value > 0 ? 1 / double.Sqrt(value) : 0);
        var scaled = matrix.MapIndexed((i, j, value) => value * scale[i] * scale[j]);
        Assert.True(scaled.Evd().EigenValues.Min(value => value.Real) >= -5 * Tolerance.Derivatives);
    }

    [SkippableFact]
    public void Evaluate_ExcerptIsTheLossOfItsChunks()
    {
        var engineCase = EngineCases.Get("33 chunks of 544, warm-up 65, tail 479");
        var excerpt = engineCase.Batch.Excerpt(2);
        using var serial = new SerialEngine();
        serial.Upload(excerpt);
        var expected = serial.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
        Assert.True(expected.Loss < 0.9 * engineCase.Reference.Loss);
        using var engine = Create(2);
        engine.Upload(excerpt);
        EvaluationAssert.Matches(expected, engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian), Tolerance, excerpt);
    }

    [SkippableTheory]
    [InlineData(OneOfEach)]
    [InlineData("33 chunks of 544, warm-up 65, tail 479")]
    [InlineData("near the optimum 1")]
    public void Evaluate_SameBitsForAnyNumberOfThreads(string name)
    {
        var expected = Evaluate(1);
        foreach (var threads in new[] { 2, 3, 7 })
        {
            var found = Evaluate(threads);
            Assert.Equal(expected.Loss, found.Loss);
            Assert.Equal(expected.Gradient, found.Gradient);
            Assert.Equal(expected.GaussNewton, found.GaussNewton);
            Assert.Equal(expected.Hessian, found.Hessian);
        }

        Evaluation Evaluate(int threads)
        {
            var engineCase = EngineCases.Get(name);
            using var engine = Create(threads);
            engine.Upload(engineCase.Batch);
            return engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
        }
    }

    [SkippableFact]
    public void Evaluate_SecondCallGivesTheSame()
    {
        using var engine = Uploaded(OneOfEach, out var core);
        var first = engine.Evaluate(core, EvaluationOrder.ExactHessian);
        engine.Evaluate(core with { ThresholdDb = -10 }, EvaluationOrder.Loss);
        var second = engine.Evaluate(core, EvaluationOrder.ExactHessian);
        Assert.Equal(first.Loss, second.Loss);
        Assert.Equal(first.Hessian, second.Hessian);
    }

    [SkippableFact]
    public void Upload_TakesARewrittenTarget()
    {
        var engineCase = EngineCases.Get(OneOfEach);
        var dry = new ArraySignal(engineCase.Dry, engineCase.Layout.SampleRate);
        var rewritten = ChunkBatch.FromPair(dry, dry, engineCase.Layout);
        using var engine = Create(1);
        engine.Upload(rewritten);
        var before = engine.Evaluate(engineCase.Core, EvaluationOrder.Loss).Loss;
        rewritten.WriteTarget(new ArraySignal(engineCase.Wet, engineCase.Layout.SampleRate));
        engine.Upload(rewritten);
        var after = engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
        Assert.NotEqual(before, after.Loss);
        EvaluationAssert.Matches(engineCase.Reference, after, Tolerance, rewritten);
    }

    [SkippableFact]
    public void Upload_TakesABatchOfAnotherSize()
    {
        var small = EngineCases.Get("length 33");
        var large = EngineCases.Get("33 chunks of 97, warm-up 31, tail 33");
        using var engine = Create(2);
        foreach (var engineCase in new[] { small, large, small })
        {
            engine.Upload(engineCase.Batch);
            var found = engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
            EvaluationAssert.Matches(engineCase.Reference, found, Tolerance.WithSinglePrecisionFactor(engineCase.SinglePrecisionFactor), engineCase.Batch);
        }
    }

    [SkippableFact]
    public void Evaluate_WithoutABatch_IsRefused()
    {
        using var engine = Create(1);
        var core = CoreParameters.FromPhysical(CompressorParameters.PublishedStart, 44100);
        Assert.Throws<InvalidOperationException>(() => engine.Evaluate(core, EvaluationOrder.Loss));
    }

    [SkippableFact]
    public void Evaluate_TwoSmoothers_AreRefused()
    {
        using var engine = Uploaded(OneOfEach, out var core);
        var two = core with { Smoothers = [core.SingleSmoother, core.SingleSmoother] };
        Assert.Throws<NotSupportedException>(() => engine.Evaluate(two, EvaluationOrder.Loss));
    }

    private IEngine Uploaded(string name, out CoreParameters core)
    {
        var engineCase = EngineCases.Get(name);
        core = engineCase.Core;
        var engine = Create(2);
        engine.Upload(engineCase.Batch);
        return engine;
    }
}
