using System.CommandLine;
using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Experiment;
using FourA2A.Objective;
using FourA2A.Simulation;
using PtxEmulator.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// <c>shooting</c>: how many sweeps of multiple shooting an evaluation takes until no gain moves. The count is one of the algorithm: the
/// emulated card finds the same one as any other.
/// </summary>
internal static class ShootingVerb
{
    private const double NoiseSeconds = 6;
    private const double FitSeconds = 1;

    private static readonly double[] Changes = [0.01, 0.05, 0.2];

    // What the tests of the engines cover: typical units and the ends of the ranges.
    private static readonly (string Name, CompressorParameters Parameters)[] Settings =
    [
        ("levelling amplifier", BenchSignals.Parameters),
        ("start of a fit", CompressorParameters.PublishedStart),
        ("fast and hard", new(-40, 20, 0.1, 10, 0)),
        ("slow and hard", new(-40, 20, 100, 1000, 0)),
        ("fast attack, slow release", new(-40, 10, 0.1, 1000, 0)),
        ("attack slower than release", new(-30, 4, 100, 10, 0)),
        ("release 5 s", new(-30, 4, 5, 5000, 0)),
        ("hardly anything compressed", new(-6, 2, 2, 100, 0)),
    ];

    public static Command Create()
    {
        var command = new Command("shooting", "Counts the sweeps of the engine on a card, cold and warm, on the emulated card; minutes.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var signals = ShippedRecordings.Names.Select(name => (Name: name, Signal: ShippedRecordings.Load(name)))
            .Append((Name: "white noise", Signal: Noise((int)(NoiseSeconds * BenchSignals.SampleRate)))).ToArray();
        var results = new BenchResults("shooting", "Sweeps of multiple shooting until no gain moves", "shooting");
        results.Add("segment", 64, "samples");
        results.Add("most sweeps before the engine gives up", ObjectiveWorkspace.MostSweeps);
        var counts = signals.SelectMany(signal => Settings.Select(setting => (Signal: signal, Setting: setting))).AsParallel().AsOrdered()
            .Select(row => (object[])[row.Signal.Name, row.Setting.Name, .. Count(row.Signal.Signal, row.Setting.Parameters).Select(sweeps => (object)sweeps)]);
        results.AddTable(
            "One chunk, from no reduction (cold) and from the gains at other settings (warm): threshold in dB less, ratio - 1, attack and release more by 1, 5 and 20 %",
            ["signal", "settings", "cold", .. Changes.Select(change => $"warm, {change:P0}")],
            counts);
        results.AddTable(
            $"A whole fit with its delay, {FitSeconds} s of {ShippedRecordings.Guitar}",
            ["settings", "evaluations", "sweeps launched an evaluation", "evaluations repeated for want of sweeps"],
            Settings.Take(2).Select(setting => CountInFit(setting.Name, setting.Parameters)));
        results.Write("emulated");
        return 0;
    }

    /// <summary>Cold, then warm after each of <see cref="Changes"/>.</summary>
    private static List<int> Count(ArraySignal signal, CompressorParameters parameters)
    {
        using var engine = CudaEngine.OnDevice(new CudaDriver(new EmulatedCard().Table), 0);
        var layout = ChunkLayout.ForSignal(signal.SampleRate, signal.SampleCount, Math.Ceiling((double)signal.SampleCount / signal.SampleRate));
        engine.Upload(ChunkBatch.FromPair(signal, signal, layout));
        var counts = new List<int> { Sweeps(parameters) };
        foreach (var change in Changes)
        {
            Sweeps(parameters with
            {
                ThresholdDb = parameters.ThresholdDb * (1 - change),
                Ratio = 1 + ((parameters.Ratio - 1) * (1 + change)),
                AttackMs = parameters.AttackMs * (1 + change),
                ReleaseMs = parameters.ReleaseMs * (1 + change),
            });
            counts.Add(Sweeps(parameters));
        }

        return counts;

        int Sweeps(CompressorParameters at)
        {
            engine.Evaluate(CoreParameters.FromPhysical(at, signal.SampleRate), EvaluationOrder.Loss);
            return engine.SweepsUsed;
        }
    }

    private static object[] CountInFit(string name, CompressorParameters parameters)
    {
        var guitar = ShippedRecordings.Load(ShippedRecordings.Guitar);
        var dry = guitar.Samples[..(int)(FitSeconds * guitar.SampleRate)].ToArray();
        var wet = new float[dry.Length];
        new StreamingCompressor(parameters, guitar.SampleRate).Process(dry, wet);
        var card = new EmulatedCard();
        using var engine = CudaEngine.OnDevice(new CudaDriver(card.Table), 0);
        var pair = new DryWetPair(new ArraySignal(dry, guitar.SampleRate), new ArraySignal(wet, guitar.SampleRate), "dry", "wet");
        var fit = CompressorFit.Run(pair, engine, new FitOptions { DelaySamples = 0.1 });
        double Launches(string kernel) => card.Launches.Count(launch => launch.Kernel.StartsWith(kernel, StringComparison.Ordinal));
        return [name, fit.Evaluations, Launches("shoot") / fit.Evaluations, Launches("jets") - fit.Evaluations];
    }

    private static ArraySignal Noise(int length)
    {
        var random = new Random(1);
        return new ArraySignal(Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f).ToArray(), BenchSignals.SampleRate);
    }
}
