using System.CommandLine;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Objective;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// <c>cuda</c>: one evaluation by the engine on the machine's NVIDIA card, and each of its kernels against the time that
/// the bytes it cannot do without take at the copy bandwidth of the same run.
/// </summary>
internal static class CudaVerb
{
    // As the tests have it.
    private const double HessianTolerance = 5e-6;

    private const int WarmUps = 5;
    private const int Rounds = 50;

    private static readonly EvaluationOrder[] Orders = Enum.GetValues<EvaluationOrder>();

    public static Command Create()
    {
        var command = new Command("cuda", "Times loss, gradient, Gauss-Newton and exact Hessian on the NVIDIA card, 16 chunks of 12 s, and each kernel.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        if (!CudaDriver.TryLoad(out var driver, out var reason) || driver.Devices.Count == 0)
        {
            Console.Error.WriteLine($"Nothing is measured: {reason ?? "the NVIDIA driver has no card"}.");
            return 2;
        }

        using var context = new CudaContext(driver, 0);
        var results = new BenchResults("cuda", "Engine on the card: one evaluation", "cuda");
        results.Add("newest CUDA of the driver", driver.CudaVersion.ToString());
        if (Measure(context, results, ChunkLayout.DefaultChunkSeconds, WarmUps, Rounds) is { } disagreement)
        {
            Console.Error.WriteLine($"{disagreement}; nothing is written.");
            return 1;
        }

        results.Write(Machine.FolderName(context.Device.Name));
        return 0;
    }

    /// <summary>Measures; returns what is wrong with the engine's result, or null.</summary>
    internal static string? Measure(CudaContext context, BenchResults results, double chunkSeconds, int warmUps, int rounds)
    {
        var batch = BenchSignals.Batch(ChunkBatch.Lanes, chunkSeconds);
        var parameters = CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate);
        using var engine = new CudaEngine(context);
        var upload = new Timing();
        upload.Take(() => Upload(engine, batch));
        engine.Evaluate(parameters, EvaluationOrder.Loss);
        var cold = engine.SweepsUsed;
        if (EngineVerb.Disagreement(engine, batch, parameters, HessianTolerance) is { } disagreement)
        {
            return disagreement;
        }

        var uploadTarget = new Timing();
        uploadTarget.Take(() => Upload(engine, batch));
        var onCard = engine.OnCard!;
        var wall = Array.ConvertAll(Orders, _ => new Timing());
        var onStream = Array.ConvertAll(Orders, order => new CardTiming(order.ToString(), 2.0 / 3 * batch.Bytes, _ => engine.Evaluate(parameters, order)));
        var kernels = Kernels(engine, batch, parameters);
        using var copies = new CopyWork(context, batch.Bytes / 3);
        CardTiming[] all = [copies.Timing, .. onStream, .. kernels];
        for (var round = -warmUps; round < rounds; round++)
        {
            foreach (var timing in all)
            {
                if (round < 0)
                {
                    timing.WarmUp(engine.Stream);
                }
                else
                {
                    timing.Take(context, engine.Stream);
                }
            }

            for (var o = 0; o < Orders.Length; o++)
            {
                wall[o].Take(() => engine.Evaluate(parameters, Orders[o]));
            }
        }

        results.Add("card", context.Device.Name);
        results.Add("copy bandwidth, read and written", copies.Timing.BytesPerSecond * 1e-9, "GB/s");
        results.Add("audio on the card", onCard.AudioBytes * 1e-6, "MB");
        results.Add("memory of the card beyond the audio", (onCard.Bytes - onCard.AudioBytes) * 1e-6, "MB");
        results.Add("first upload, with allocation", upload.Best * 1e3, "ms");
        results.Add("upload of a rewritten target", uploadTarget.Best * 1e3, "ms");
        results.Add("sweeps of the first evaluation", cold);
        results.Add("sweeps of an evaluation at the same settings", engine.SweepsUsed);
        results.AddTable(
            $"One evaluation, {ChunkBatch.Lanes} chunks of {chunkSeconds} s, warm",
            ["evaluation", "median ms on the card", "median ms on the host's clock", "spread %", "times the reading of the audio"],
            Orders.Select((order, o) => new object[]
            {
                order.ToString(),
                onStream[o].Median * 1e3,
                wall[o].Median * 1e3,
                onStream[o].Spread * 100,
                onStream[o].Median * copies.Timing.BytesPerSecond / onStream[o].Bytes,
            }));
        results.AddTable(
            "Kernels",
            ["kernel", "MB at least", "median ms", "spread %", "GB/s", "times its byte floor"],
            kernels.Select(kernel => new object[]
            {
                kernel.Name,
                kernel.Bytes * 1e-6,
                kernel.Median * 1e3,
                kernel.Spread * 100,
                kernel.BytesPerSecond * 1e-9,
                copies.Timing.BytesPerSecond / kernel.BytesPerSecond,
            }));
        return null;
    }

    // Waits until the audio has arrived.
    private static void Upload(CudaEngine engine, ChunkBatch batch)
    {
        engine.Upload(batch);
        engine.Stream.Synchronize();
    }

    private static List<CardTiming> Kernels(CudaEngine engine, ChunkBatch batch, CoreParameters parameters)
    {
        const int GuessBytes = sizeof(double);
        const int StepBytes = 2 * sizeof(double);
        var wave = engine.OnCard!.FirstWave;
        var workspace = engine.OnCard.Workspace;
        var settings = KernelSettings.Of(parameters);
        var samples = (double)wave.Audio.Dry.Length;
        var segments = (double)wave.Guesses.Length;

        // A sweep after the first reads and writes guesses and steps.
        var timings = new List<CardTiming>
        {
            new("shoot", (sizeof(float) * samples) + (2 * (GuessBytes + StepBytes) * segments), _ => workspace.Shoot(wave, settings, 1)),
        };
        foreach (var order in new[] { EvaluationOrder.Loss, EvaluationOrder.GaussNewton, EvaluationOrder.ExactHessian })
        {
            var jetBytes = (double)sizeof(float) * workspace.Kernels.JetFields(order);
            timings.Add(new(
                $"jets, {order}", (sizeof(float) * samples) + (((2 * GuessBytes) + StepBytes + jetBytes) * segments), _ => workspace.WriteJets(wave, settings, 1, order)));
            timings.Add(new(
                $"accumulate, {order}", (2 * sizeof(float) * samples) + ((GuessBytes + jetBytes) * segments), _ => workspace.Accumulate(wave, batch.Layout, settings, order)));
            timings.Add(new($"reduce, {order}", (double)sizeof(double) * workspace.Kernels.Sums(order) * wave.Blocks, _ => workspace.Reduce(wave, order)));
        }

        return timings;
    }
}
