using System.CommandLine;
using FourA2A.Bench.Kernels;
using FourA2A.Bench.Rows;
using FourA2A.Chunks;
using FourA2A.Compressor;

namespace FourA2A.Bench.Stages;

/// <summary>
/// <c>ballistics</c>: the ballistics and their derivatives, on the processor in double and on a card.
/// </summary>
internal static class BallisticsVerb
{
    public static Command Create()
    {
        var chunkSeconds = BenchOptions.ChunkSeconds();
        var seconds = BenchOptions.Seconds(20);
        var command = new Command("ballistics", "Times the ballistics and their derivatives against the copy bandwidth, 16 chunks.") { chunkSeconds, seconds };
        command.SetAction(result => Run(result.GetValue(chunkSeconds), result.GetValue(seconds), CommandText.Of(result)));
        return command;
    }

    private static int Run(double chunkSeconds, double seconds, string command)
    {
        var batch = BenchSignals.Batch(ChunkBatch.Lanes, chunkSeconds);
        var parameters = CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate);
        var host = new StageRuns(batch, parameters, StageRuns.Ballistics);
        using var card = BenchCard.TryOpen();
        using var onCard = card is null ? null : new BallisticsWork(card, host, parameters.SingleSmoother);
        if ((host.Disagreement() ?? onCard?.Disagreement()) is { } disagreement)
        {
            Console.Error.WriteLine($"{disagreement}; nothing is timed.");
            return 1;
        }

        var results = new BenchResults("ballistics", "Ballistics and their derivatives against the copy bandwidth", command);
        results.AddRows(BenchRounds.Run([.. OnHost(host), .. onCard?.Works() ?? []], seconds), "the arrays of the point, the directions and the result, once each: in double on the host, in float on a card");
        results.Write();
        return 0;
    }

    /// <summary>The stage's rules; arrays are those that hold the point, the directions and the result.</summary>
    internal static IEnumerable<BenchWork> OnHost(StageRuns host) =>
    [
        .. host.Works("forward", 2, chunk => chunk.Forward()),
        .. host.Works("JVP", 4, chunk => chunk.Jvp()),
        .. host.Works("VJP", 4, chunk => chunk.Vjp()),
        .. host.Works("JVP of VJP", 7, chunk => chunk.JvpOfVjp()),
        .. host.Works("JVP of JVP", 8, chunk => chunk.JvpOfJvp()),
    ];
}
