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
    protected override Tolerances Tolerance => Tolerances.DoublePrecision;

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
        var silence = engineCase.Dry.Length * double.Pow(2 * ChunkBatch.SmallestDry, 2);
        EvaluationAssert.AssertWithin(
            expected, engineCase.Reference.Loss, (Tolerances.StoredTarget * expected) + silence, "loss");
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Evaluate_DerivativesAreDifferencesWithFrozenDecisions(string name)
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
            // Fourth order: (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h.
            var step = Step(core, i);
            var (loss, column) = (0.0, Vector<double>.Build.Dense(scale.Count));
            foreach (var (steps, weight) in new[] { (1, 8.0), (-1, -8.0), (2, -1.0), (-2, 1.0) })
            {
                var neighbour = engine.Evaluate(Move(core, i, steps * step), EvaluationOrder.Gradient, frozen);
                loss += weight * neighbour.Loss / (12 * step);
                column += weight * neighbour.Gradient! / (12 * step);
            }

            EvaluationAssert.AssertWithin(
                loss,
                expected.Gradient![i],
                (Tolerances.FiniteDifference * scale.Gradient(i)) + Rounding(expected.Loss),
                $"gradient[{EvaluationAssert.Name(i)}]");
            for (var j = 0; j < scale.Count; j++)
            {
                EvaluationAssert.AssertWithin(
                    column[j],
                    expected.Hessian![i, j],
                    (Tolerances.FiniteDifference * (scale.Matrix(i, j) + double.Abs(expected.Hessian[i, j]))) + Rounding(scale.Gradient(j)),
                    $"Hessian[{EvaluationAssert.Name(i)}, {EvaluationAssert.Name(j)}]");
            }

            // Of sums whose terms may cancel, and of the gain: a slow smoother collects the rounding of many samples.
            double Rounding(double magnitude) => 1e-14 * magnitude / step;
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
    public void Evaluate_WithoutResidual_HessianIsGaussNewton()
    {
        var engineCase = EngineCases.Get("length 1024");
        var wet = EngineSignals.Compress(engineCase.Dry, engineCase.Parameters, new Random(1));
        var found = new EngineCase(engineCase.Dry, wet, engineCase.Layout, engineCase.Parameters).Reference;
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

    private static double Step(CoreParameters core, int index) => index switch
    {
        CoreParameters.SlopeIndex => 3e-4,
        CoreParameters.Attack => 1e-3 * core.SingleSmoother.Attack,
        CoreParameters.Release => 1e-3 * core.SingleSmoother.Release,
        _ => 1e-2,
    };

    private static CoreParameters Move(CoreParameters core, int index, double by)
    {
        var smoother = core.SingleSmoother;
        return index switch
        {
            CoreParameters.Threshold => core with { ThresholdDb = core.ThresholdDb + by },
            CoreParameters.SlopeIndex => core with { Slope = core.Slope + by },
            CoreParameters.Attack => core with { Smoothers = [smoother with { Attack = smoother.Attack + by }] },
            CoreParameters.Release => core with { Smoothers = [smoother with { Release = smoother.Release + by }] },
            _ => core with { MakeUpDb = core.MakeUpDb + by },
        };
    }
}
