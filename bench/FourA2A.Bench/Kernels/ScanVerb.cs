using System.CommandLine;
using FourA2A.Bench.Rows;
using FourA2A.Bench.Stages;
using FourA2A.Chunks;
using FourA2A.Compressor;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// <c>scan</c>: the one-pole scans, on the processor those of the pre-emphasis, on a card all that there are, against the copy bandwidth of the same run.
/// </summary>
internal static class ScanVerb
{
    // Beside the usual batch as much as an evaluation of hours of audio.
    private const int ManyBatches = 256;

    public static Command Create()
    {
        var chunkSeconds = BenchOptions.ChunkSeconds();
        var seconds = BenchOptions.Seconds(20);
        var command = new Command(
            "scan", $"Times the one-pole scans against the copy bandwidth, {ChunkBatch.Lanes} chunks; on an NVIDIA card {ChunkBatch.Lanes * ManyBatches} too.")
        {
            chunkSeconds, seconds,
        };
        command.SetAction(result => Run(result.GetValue(chunkSeconds), result.GetValue(seconds), CommandText.Of(result)));
        return command;
    }

    private static int Run(double chunkSeconds, double seconds, string command)
    {
        var batch = BenchSignals.Batch(ChunkBatch.Lanes, chunkSeconds);
        var host = new StageRuns(batch, CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate), StageRuns.PreEmphasis);
        var works = OnProcessor(host, batch).ToList();
        using var card = BenchCard.TryOpen();
        using var few = card is null ? null : new ScanWork(card, batch.Layout.ChunkCount, batch.Layout.ChunkLength, 1);
        using var many = Many(card, batch);
        if ((host.Disagreement() ?? PreEmphasisLanesWork.Disagreement(batch) ?? few?.Disagreement() ?? many?.Disagreement()) is { } disagreement)
        {
            Console.Error.WriteLine($"{disagreement}; nothing is timed.");
            return 1;
        }

        works.AddRange([.. few?.Works() ?? [], .. many?.Works() ?? []]);
        var results = new BenchResults("scan", "One-pole scans against the copy bandwidth", command);
        results.AddRows(BenchRounds.Run(works, seconds), "the arrays that a scan reads and writes, once each: in double on the host, else in float");
        results.Write();
        return 0;
    }

    /// <summary>The pre-emphasis and its transpose in double, and that of 16 lanes.</summary>
    internal static IEnumerable<BenchWork> OnProcessor(StageRuns host, ChunkBatch batch) =>
    [
        .. host.Works("pre-emphasis", 2, chunk => chunk.Forward()),
        .. host.Works("pre-emphasis transposed", 2, chunk => chunk.Vjp()),
        PreEmphasisLanesWork.Of(batch),
    ];

    // As many as fit where the memory is smaller than asked for; none where that is the usual batch again.
    private static ScanWork? Many(BenchCard? card, ChunkBatch batch)
    {
        var (chunks, length) = (batch.Layout.ChunkCount, batch.Layout.ChunkLength);
        var batches = card is null ? 0 : int.Min(ManyBatches, ScanWork.BatchesThatFit(card.Context, chunks, length));
        return batches > 1 ? new ScanWork(card!, chunks, length, batches) : null;
    }
}
