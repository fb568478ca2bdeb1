using System.CommandLine;
using FourA2A.Bench.Hessians;
using FourA2A.Bench.Rows;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Cuda.Engines;
using FourA2A.Objective;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// <c>kernels-time</c>: the kernels of an evaluation on the machine's NVIDIA card, each against the time that the bytes it cannot do without take at the
/// copy bandwidth of the same run, by the card's clock.
/// </summary>
internal static class KernelTimesVerb
{
    public static Command Create()
    {
        var seconds = BenchOptions.Seconds(20);
        var command = new Command("kernels-time", "Times each kernel of an evaluation on the NVIDIA card, 16 chunks of 12 s.") { seconds };
        command.SetAction(result => Run(result.GetValue(seconds), CommandText.Of(result)));
        return command;
    }

    private static int Run(double seconds, string command)
    {
        using var card = BenchCard.TryOpen();
        if (card is null)
        {
            return 2;
        }

        var results = new BenchResults("kernels-time", "Kernels of an evaluation on the card", command);
        if (Measure(card, results, ChunkLayout.DefaultChunkSeconds, seconds, BenchRounds.Fewest) is { } disagreement)
        {
            Console.Error.WriteLine($"{disagreement}; nothing is timed.");
            return 1;
        }

        results.Write();
        return 0;
    }

    /// <summary>Measures; returns what is wrong with the engine's result, or null.</summary>
    internal static string? Measure(BenchCard card, BenchResults results, double chunkSeconds, double seconds, int fewestRounds)
    {
        using var bench = new HessianBench();
        if (bench.Start([new(ChunkBatch.Lanes, chunkSeconds, [.. HessianWays.Card(card.Context, card.Copy, EvaluationOrder.ExactHessian)])]) is { } disagreement)
        {
            return disagreement;
        }

        var batch = BenchSignals.Batch(ChunkBatch.Lanes, chunkSeconds);
        var parameters = CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate);
        using var engine = new CudaEngine(card.Context);
        results.Add("first upload, with allocation", WallClock.Seconds(() => Upload(engine, batch)) * 1e3, "ms");
        engine.Evaluate(parameters, EvaluationOrder.Loss);
        results.Add("sweeps of the first evaluation", engine.SweepsUsed);
        results.Add("upload of a rewritten target", WallClock.Seconds(() => Upload(engine, batch)) * 1e3, "ms");
        engine.Evaluate(parameters, EvaluationOrder.ExactHessian);
        results.Add("sweeps of an evaluation at the same settings", engine.SweepsUsed);
        results.Add("audio on the card", engine.OnCard!.AudioBytes * 1e-6, "MB");
        results.AddRows(BenchRounds.Run([.. Works(card, engine, batch, parameters)], seconds, fewestRounds), "the arrays that a kernel reads and writes, once each");
        return null;
    }

    // Waits until the audio has arrived.
    private static void Upload(CudaEngine engine, ChunkBatch batch)
    {
        engine.Upload(batch);
        engine.Stream.Synchronize();
    }

    private static IEnumerable<BenchWork> Works(BenchCard card, CudaEngine engine, ChunkBatch batch, CoreParameters parameters)
    {
        const int GuessBytes = sizeof(double);
        const int StepBytes = 2 * sizeof(double);
        var wave = engine.OnCard!.FirstWave;
        var workspace = engine.OnCard.Workspace;
        var settings = KernelSettings.Of(parameters);
        var shape = BatchShape.Of(batch);
        var samples = (double)wave.Audio.Dry.Length;
        var segments = (double)wave.Guesses.Length;
        BenchWork Work(string name, double bytes, Action work) => new(
            engine.Name, name, shape, engine.WorkingBytes, bytes, card.Copy, bytes,
            () => CardClock.Seconds(card.Context, engine.Stream, work));

        // A sweep after the first reads and writes guesses and steps.
        yield return Work("shoot", (sizeof(float) * samples) + (2 * (GuessBytes + StepBytes) * segments), () => workspace.Shoot(wave, settings, 1));
        foreach (var order in new[] { EvaluationOrder.Loss, EvaluationOrder.GaussNewton, EvaluationOrder.ExactHessian })
        {
            var word = HessianWays.Word(order);
            var jetBytes = (double)sizeof(float) * workspace.Kernels.JetFields(order);
            yield return Work(
                $"jets, {word}", (sizeof(float) * samples) + (((2 * GuessBytes) + StepBytes + jetBytes) * segments), () => workspace.WriteJets(wave, settings, 1, order));
            yield return Work(
                $"accumulate, {word}", (2 * sizeof(float) * samples) + ((GuessBytes + jetBytes) * segments), () => workspace.Accumulate(wave, batch.Layout, settings, order));
            yield return Work($"reduce, {word}", (double)sizeof(double) * workspace.Kernels.Sums(order) * wave.Blocks, () => workspace.Reduce(wave, order));
            yield return Work($"evaluation, {word}", 2 * sizeof(float) * shape.Samples, () => engine.Evaluate(parameters, order));
        }
    }
}
