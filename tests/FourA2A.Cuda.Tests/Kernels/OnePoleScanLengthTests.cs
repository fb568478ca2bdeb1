using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// One-pole scans of every length up to two tiles and a sample. One subclass per card; apart from the other tests of the scans because it takes longer.
/// </summary>
public abstract class OnePoleScanLengthTests(Card card, ITestOutputHelper output, int[] chunkCounts)
{
    private const int Longest = (2 * 4096) + 1;

    public static TheoryData<ScanDirection> Directions { get; } = [.. Enum.GetValues<ScanDirection>()];

    [SkippableTheory]
    [MemberData(nameof(Directions))]
    public void ScanWithArray_EveryLengthToTwoTiles(ScanDirection direction)
        => EveryLength(Enum.GetValues<MultiplierKind>(), (kind, chunks) => ScanProblem.Varying(direction, kind, chunks, Longest));

    [SkippableTheory]
    [MemberData(nameof(Directions))]
    public void ScanWithConstant_EveryLengthToTwoTiles(ScanDirection direction)
        => EveryLength(Signals.ConstantMultipliers, (multiplier, chunks) => ScanProblem.WithConstant(direction, multiplier, chunks, Longest));

    // The multipliers take turns from length to length.
    private void EveryLength<T>(T[] multipliers, Func<T, int, ScanProblem> problemOf)
    {
        using var scan = new OnePoleScan(card.Context);
        var worst = 0.0;
        foreach (var chunks in chunkCounts)
        {
            var problems = Array.ConvertAll(multipliers, multiplier => problemOf(multiplier, chunks));
            using var arrays = new ScanArrays(card.Context, problems[0].Values.Length);
            for (var length = 1; length <= Longest; length++)
            {
                // Mostly one block at a time: a block that waits for another costs the emulator most of its time.
                card.Reschedule(length % 4 == 0 ? null : 1);
                var problem = problems[length % problems.Length].Excerpt(length);
                worst = double.Max(worst, KernelAssert.MatchesSerial(problem, arrays.Run(scan, problem)));
            }
        }

        output.WriteLine($"Largest error: {worst:F3} of the bound.");
    }
}
