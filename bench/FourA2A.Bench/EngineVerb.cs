using System.CommandLine;
using System.Runtime.Intrinsics;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Engines.Simd;
using FourA2A.Objective;

namespace FourA2A.Bench;

/// <summary>
/// <c>engine</c>: time of one evaluation by the SIMD engine, in cycles and against the bound of the same run.
/// </summary>
internal static class EngineVerb
{
    // Multiply, add and multiply-add instructions of an exact Hessian, a 16-lane sample.
    private const double BoundOperations = 80;

    private const int Rounds = 40;

    private static readonly EvaluationOrder[] Orders = Enum.GetValues<EvaluationOrder>();

    public static Command Create()
    {
        var command = new Command("engine", "Times loss, gradient, Gauss-Newton and exact Hessian of the SIMD engine, 16 and 32 chunks of 12 s.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var batch = BenchSignals.Batch(ChunkBatch.Lanes);
        var parameters = CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate);
        var widths = Enum.GetValues<SimdWidth>().Where(w => w != SimdWidth.Vector512 || Vector512.IsHardwareAccelerated).Reverse().ToArray();
        var engines = Array.ConvertAll(widths, width => new SimdEngine(width, 1));
        foreach (var engine in engines)
        {
            engine.Upload(batch);
            if (Disagreement(engine, batch, parameters, 2e-6) is { } disagreement)
            {
                Console.Error.WriteLine($"{engine.Name}: {disagreement}; nothing is timed.");
                return 1;
            }
        }

        // 2 MB of audio: what the kernels cost where memory does not hold them up.
        var cached = BenchSignals.Batch(ChunkBatch.Lanes, 0.25);
        var cachedEngine = new SimdEngine(widths[0], 1);
        cachedEngine.Upload(cached);

        var pairOfGroups = BenchSignals.Batch(2 * ChunkBatch.Lanes);
        var one = new SimdEngine(widths[0], 1);
        var two = new SimdEngine(widths[0], 2);
        one.Upload(pairOfGroups);
        two.Upload(pairOfGroups);

        var clock = new Timing();
        var fma = new Timing();
        var fmaTwice = new Timing();
        var read = new Timing();
        var cachedTimes = Array.ConvertAll(Orders, _ => new Timing());
        var oneThread = new Timing();
        var twoThreads = new Timing();
        var times = engines.Select(_ => Array.ConvertAll(Orders, _ => new Timing())).ToArray();
        long sum = 0;
        float floats = 0;
        for (var round = 0; round < Rounds; round++)
        {
            clock.Take(() => sum += ProcessorRates.DependentAdds(sum));
            fma.Take(() => ProcessorRates.MultiplyAdds());
            fmaTwice.Take(() => Parallel.Invoke(() => ProcessorRates.MultiplyAdds(), () => ProcessorRates.MultiplyAdds()));
            for (var e = 0; e < engines.Length; e++)
            {
                for (var o = 0; o < Orders.Length; o++)
                {
                    times[e][o].Take(() => engines[e].Evaluate(parameters, Orders[o]));
                }
            }

            for (var o = 0; o < Orders.Length; o++)
            {
                cachedEngine.Evaluate(parameters, Orders[o]);
                cachedTimes[o].Take(() => cachedEngine.Evaluate(parameters, Orders[o]));
            }

            read.Take(() => floats += ProcessorRates.ReadAll(batch.Level(0)) + ProcessorRates.ReadAll(batch.Dry(0)) + ProcessorRates.ReadAll(batch.Target(0)));
            oneThread.Take(() => one.Evaluate(parameters, EvaluationOrder.ExactHessian));
            twoThreads.Take(() => two.Evaluate(parameters, EvaluationOrder.ExactHessian));
        }

        var secondsPerCycle = clock.Best / ProcessorRates.DependentAddCycles;
        var secondsPerFma = fma.Best / ProcessorRates.MultiplyAddCount;
        var samples = (double)batch.Layout.ChunkLength;
        var results = new BenchResults("engine", "SIMD engine: one evaluation", "engine");
        results.Add("clock", 1e-9 / secondsPerCycle, "GHz");
        results.Add("multiply-adds of 16 lanes a cycle", secondsPerCycle / secondsPerFma);
        results.Add("bound: 80 operations a 16-lane sample at that rate", BoundOperations * secondsPerFma / secondsPerCycle, "cycles");
        results.Add("read bandwidth of one core", batch.Bytes / read.Best / 1e9, "GB/s");
        results.Add("reading the audio of a 16-lane sample, 192 bytes, at that bandwidth", read.Best / samples / secondsPerCycle, "cycles");
        results.Add("working memory of a worker beside the audio", SimdEngine.WorkingBytesPerWorker / 1024.0, "KiB");
        results.Add("audio of 16 chunks", batch.Bytes / 1048576.0, "MiB");
        results.AddTable(
            "One core, 16 chunks of 12 s at 44.1 kHz",
            ["vector", "evaluation", "best ms", "median ms", "cycles a 16-lane sample", "times the bound of 80 operations", "times real time"],
            engines.SelectMany((_, e) => Orders.Select((order, o) => new object[]
            {
                widths[e].ToString(),
                order.ToString(),
                times[e][o].Best * 1e3,
                times[e][o].Median * 1e3,
                times[e][o].Best / samples / secondsPerCycle,
                times[e][o].Best / samples / (BoundOperations * secondsPerFma),
                batch.Layout.SampleCount / (double)batch.Layout.SampleRate / times[e][o].Best,
            })));
        results.AddTable(
            $"One core, {widths[0]}, 16 chunks of 0.25 s: audio in the cache",
            ["evaluation", "cycles a 16-lane sample", "times the bound of 80 operations"],
            Orders.Select((order, o) => new object[]
            {
                order.ToString(),
                cachedTimes[o].Best / cached.Layout.ChunkLength / secondsPerCycle,
                cachedTimes[o].Best / cached.Layout.ChunkLength / (BoundOperations * secondsPerFma),
            }));
        var gain = oneThread.Best / twoThreads.Best;
        var fmaGain = 2 * fma.Best / fmaTwice.Best;
        results.AddTable(
            "Two cores, 32 chunks, exact Hessian",
            ["one core ms", "two cores ms", "gain", "gain of two multiply-add loops", "gain against that"],
            [[oneThread.Best * 1e3, twoThreads.Best * 1e3, gain, fmaGain, gain / fmaGain]]);
        results.Write();
        return sum == long.MinValue || float.IsNaN(floats) ? 1 : 0;
    }

    /// <summary>What is wrong with an engine's exact Hessian, or null.</summary>
    public static string? Disagreement(IEngine engine, ChunkBatch batch, CoreParameters parameters, double hessianTolerance)
    {
        using var serial = new SerialEngine();
        serial.Upload(batch);
        var expected = serial.Evaluate(parameters, EvaluationOrder.ExactHessian);
        var found = engine.Evaluate(parameters, EvaluationOrder.ExactHessian);
        var loss = Math.Abs(found.Loss - expected.Loss) / expected.Loss;
        var scale = expected.GaussNewton!.Diagonal().PointwiseSqrt();
        var hessian = (found.Hessian! - expected.Hessian!).PointwiseAbs().PointwiseDivide(scale.OuterProduct(scale)).Enumerate().Max();
        return loss <= 1e-6 && hessian <= hessianTolerance
            ? null
            : $"expected the serial engine's loss within 1e-6 and Hessian within {hessianTolerance:E0}, found {loss:E1} and {hessian:E1}";
    }
}
