using System.CommandLine;
using FourA2A.Bench.Rows;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// <c>scan</c>: the one-pole scans on the machine's NVIDIA card, in the share of the bandwidth that a plain copy reaches in the same run.
/// </summary>
internal static class ScanVerb
{
    private const int Length = 529_200;

    // The usual batch, and as much as an evaluation of hours of audio.
    private const int Batch = 16;
    private const int ManyBatches = 256;

    public static Command Create()
    {
        var seconds = BenchOptions.Seconds(20);
        var command = new Command("scan", $"Times the one-pole scans against the copy bandwidth, {Batch} chunks of 12 s; on an NVIDIA card {Batch * ManyBatches} too.") { seconds };
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

        var results = new BenchResults("scan", "One-pole scans against the copy bandwidth", command);
        var batches = int.Min(ManyBatches, ScanWork.BatchesThatFit(card.Context, Batch, Length));
        if (batches == 0)
        {
            Console.Error.WriteLine($"Found {card.Context.GetMemoryInfo().FreeBytes >> 20} MiB of free memory on the card, expected room for {Batch} chunks; nothing is written.");
            return 2;
        }

        using var few = new ScanWork(card, Batch, Length, 1);
        using var many = new ScanWork(card, Batch, Length, batches);
        if ((few.Disagreement() ?? many.Disagreement()) is { } disagreement)
        {
            Console.Error.WriteLine($"{disagreement}; nothing is timed.");
            return 1;
        }

        results.AddRows(BenchRounds.Run([.. few.Works(), .. many.Works()], seconds));
        results.Write();
        return 0;
    }
}
