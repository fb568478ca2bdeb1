using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Tests.Engines;

/// <summary>
/// The referee against what is simpler still: finite differences, and the loss from the raw wet signal.
/// </summary>
public sealed class SerialEngineTests : EngineTests
{
    protected override Tolerances Tolerance => Tolerances.Double;

    protected override IEngine Create(int maximumThreads) => new SerialEngine(maximumThreads);

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Evaluate_LossIsThatOfTheStages(string name)
    {
        var engineCase = EngineCases.Get(name);
        var core = engineCase.Core;
        var layout = engineCase.Layout;
        var expected = 0.0;
        for (var chunk = 0; chunk < layout.ChunkCount; chunk++)
        {
            var gainComputer = new GainComputer(core.ThresholdDb, core.Slope);
            var ballistics = new Ballistics(core.SingleSmoother);
            var makeUp = new MakeUp(core.MakeUpDb);
            var (lastZ, lastPz, lastY, lastPy) = (0.0, 0.0, 0.0, 0.0);
            for (var n = 0; n < layout.Length(chunk); n++)
            {
                double x = engineCase.Dry[layout.Start(chunk) + n];
                double y = engineCase.Wet[layout.Start(chunk) + n];
                var z = makeUp.Apply(x, ballistics.Next(Decibels.ToAmplitude(gainComputer.GainDb(Level.Db(x)))));
                var pz = z - lastZ + (0.995 * lastPz);
                var py = y - lastY + (0.995 * lastPy);
                expected += n >= layout.WarmUp ? (pz - py) * (pz - py) : 0;
                (lastZ, lastPz, lastY, lastPy) = (z, pz, y, py);
            }
        }

        // Zero samples are stored as 1e-12.
        var silence = engineCase.Dry.Length * double.Square(2 * ChunkBatch.SmallestDry);
        EvaluationAssert.AssertWithin(
            expected, engineCase.Reference.Loss, (Tolerances.StoredTarget * expected) + silence, "loss");
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Evaluate_DerivativesAreCentralDifferencesWithFrozenDecisions(string name)
    {
        var engineCase = EngineCases.Get(name);
        var core = engineCase.Core;
        var expected = engineCase.Reference;
        var scale = new EvaluationAssert.Scale(expected, engineCase.Batch);
        var frozen = DecisionMasks.Record(engineCase.Batch, core);
        using var engine = new SerialEngine();
        engine.Upload(engineCase.Batch);
        for (var i = 0; i < scale.Count; i++)
        {
            var (below, above, width) = Neighbours(core, i);
            var low = engine.Evaluate(below, EvaluationOrder.Gradient, frozen);
            var high = engine.Evaluate(above, EvaluationOrder.Gradient, frozen);
            var difference = (high.Loss - low.Loss) / width;
            EvaluationAssert.AssertWithin(
                difference, expected.Gradient![i], Tolerances.FiniteDifference * scale.Gradient(i), $"gradient[{EvaluationAssert.Name(i)}]");

            var column = (high.Gradient! - low.Gradient!) / width;
            for (var j = 0; j < scale.Count; j++)
            {
                EvaluationAssert.AssertWithin(
                    column[j],
                    expected.Hessian![i, j],
                    Tolerances.FiniteDifference * (scale.Matrix(i, j) + double.Abs(expected.Hessian[i, j])),
                    $"Hessian[{EvaluationAssert.Name(i)}, {EvaluationAssert.Name(j)}]");
            }
        }
    }

    [Fact]
    public void Evaluate_FrozenDecisionsOfThePointItself_ChangeNothing()
    {
        var engineCase = EngineCases.Get("near the optimum 2");
        using var engine = new SerialEngine();
        engine.Upload(engineCase.Batch);
        var frozen = DecisionMasks.Record(engineCase.Batch, engineCase.Core);
        var found = engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian, frozen);
        Assert.Equal(engineCase.Reference.Loss, found.Loss);
        Assert.Equal(engineCase.Reference.Hessian, found.Hessian);
    }

    [Fact]
    public void Evaluate_GaussNewtonIsTheJacobianSquared()
    {
        // The loss is quadratic in the target: moving the target by e P z_i changes the gradient by -e G_i. A target whose
        // residual is zero has the Gauss-Newton matrix for its Hessian.
        var engineCase = EngineCases.Get("length 1024");
        var wet = EngineSignals.Compress(engineCase.Dry, engineCase.Parameters, new Random(1));
        var exact = engineCase with { Wet = wet };
        var found = new EngineCase(exact.Dry, exact.Wet, exact.Layout, exact.Parameters).Reference;
        var scale = new EvaluationAssert.Scale(found, engineCase.Batch);
        for (var i = 0; i < scale.Count; i++)
        {
            for (var j = 0; j < scale.Count; j++)
            {
                // The target in float leaves a residual of 6e-8.
                EvaluationAssert.AssertWithin(found.GaussNewton![i, j], found.Hessian![i, j], 1e-6 * scale.Matrix(i, j), $"[{i}, {j}]");
            }
        }
    }

    private static (CoreParameters Below, CoreParameters Above, double Width) Neighbours(CoreParameters core, int index)
    {
        var smoother = core.SingleSmoother;
        var step = index switch
        {
            CoreParameters.SlopeIndex => 1e-5,
            CoreParameters.Attack => 1e-5 * smoother.Attack,
            CoreParameters.Release => 1e-5 * smoother.Release,
            _ => 1e-3,
        };
        var below = Move(-step);
        var above = Move(step);
        return (below, above, (Values(above) - Values(below))[index]);

        CoreParameters Move(double by) => index switch
        {
            CoreParameters.Threshold => core with { ThresholdDb = core.ThresholdDb + by },
            CoreParameters.SlopeIndex => core with { Slope = core.Slope + by },
            CoreParameters.Attack => core with { Smoothers = [smoother with { Attack = smoother.Attack + by }] },
            CoreParameters.Release => core with { Smoothers = [smoother with { Release = smoother.Release + by }] },
            _ => core with { MakeUpDb = core.MakeUpDb + by },
        };
    }

    private static Vector<double> Values(CoreParameters core)
        => Vector<double>.Build.Dense(
            [core.ThresholdDb, core.Slope, core.SingleSmoother.Attack, core.SingleSmoother.Release, core.MakeUpDb]);
}
