using FourA2A.Audio;
using FourA2A.Bench.Kernels;
using FourA2A.Bench.Rows;
using FourA2A.Cuda.Engines;
using FourA2A.Engines;
using FourA2A.Experiment;

namespace FourA2A.Bench.Fits;

/// <summary>
/// Where the time of a fit goes inside the process: evaluations (on a card its kernels, and the way back of some tens of sums), uploads (on a card the
/// transfers of the audio), and the rest, which the host does: reading, delaying, and the steps themselves.
/// </summary>
/// <param name="Engine">Name of the engine.</param>
/// <param name="Seconds">Wall-clock time, from the files on.</param>
/// <param name="Evaluations">Part of it in evaluations.</param>
/// <param name="Uploads">Part of it in uploads.</param>
internal sealed record FitSplit(string Engine, double Seconds, double Evaluations, double Uploads)
{
    private const int Runs = 3;

    public double Host => Seconds - Evaluations - Uploads;

    /// <summary>The shortest of a few fits on the processor, after one that warms up.</summary>
    public static FitSplit OnProcessor(FitPair pair)
    {
        using var engine = new SimdEngine();
        return Shortest(() => Of(pair, new TimedEngine(engine, () => { })));
    }

    /// <inheritdoc cref="OnProcessor"/>
    public static FitSplit OnCard(FitPair pair, BenchCard card)
    {
        using var engine = new CudaEngine(card.Context);
        return Shortest(() => Of(pair, new TimedEngine(engine, engine.Stream.Synchronize)));
    }

    private static FitSplit Shortest(Func<FitSplit> fit) => Enumerable.Range(0, Runs + 1).Select(_ => fit()).Skip(1).MinBy(split => split.Seconds)!;

    private static FitSplit Of(FitPair pair, TimedEngine engine)
    {
        var seconds = WallClock.Seconds(() =>
        {
            using var dry = new WaveFileSignal(pair.DryPath);
            using var wet = new WaveFileSignal(pair.WetPath);
            CompressorFit.Run(new DryWetPair(dry, wet, pair.DryPath, pair.WetPath), engine, new FitOptions());
        });
        return new(engine.Name, seconds, engine.EvaluationSeconds, engine.UploadSeconds);
    }
}
