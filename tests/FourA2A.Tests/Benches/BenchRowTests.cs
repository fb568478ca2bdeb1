using FourA2A.Bench.Rows;

namespace FourA2A.Tests.Benches;

/// <summary>The row of every timed piece of work, on times made up.</summary>
public sealed class BenchRowTests
{
    // 1 million samples; the bound's loop does 4 in 10 ms, the work needs 2.
    private static readonly BenchWork Work = new(
        "engine", "work", new BatchShape(16, 1, 1e6), MemoryBytes: 2e6, Bytes: 12e6, new Bound(Bound.CopyBandwidth, 4, () => 0.01), BoundAmount: 2, () => 0);

    [Fact]
    public void Cells_AreInTheOrderOfTheColumnsAndInTheirUnits()
    {
        var row = new BenchRow(Work, [0.02, 0.01, 0.03], [0.01, 0.01, 0.01]);
        var cells = BenchRow.Columns.Zip(row.Cells()).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal);
        Assert.Equal(BenchRow.Columns.Length, row.Cells().Length);
        Assert.Equal(20, (double)cells["median ms"], 9);
        Assert.Equal(2, (double)cells["memory MB"], 9);
        Assert.Equal(50, (double)cells["Msamples/s"], 9);
        Assert.Equal(0.6, (double)cells["GB/s"], 9);
        Assert.Equal(25, (double)cells["% of bound"], 9);
        Assert.Equal([20, 10, 30], (double[])cells["times ms"]);
        Assert.Equal([10, 10, 10], (double[])cells["reference ms"]);
    }

    [Fact]
    public void Spread_IsLastMinusFirstDecileOverTheMedian()
        => Assert.Equal((9 - 1) / 5.0, new BenchRow(Work, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [1]).Spread, 12);

    [Fact]
    public void Run_TakesTheReferenceRightBeforeEachTimeRoundByRound()
    {
        var calls = new List<string>();
        BenchWork Piece(string name) => Work with
        {
            Bound = Work.Bound with { Take = () => Called("bound of " + name) }, Take = () => Called(name),
        };
        double Called(string name)
        {
            calls.Add(name);
            return calls.Count;
        }

        var rows = BenchRounds.Run([Piece("a"), Piece("b")], seconds: 0, fewest: 3, () => calls.Add("round"));
        Assert.Equal(["round", "bound of a", "a", "bound of b", "b"], calls[^5..]);
        Assert.All(rows, row => Assert.Equal(3, row.Seconds.Count));
        Assert.All(rows, row => Assert.Equal(row.ReferenceSeconds.Select(reference => reference + 1), row.Seconds));
    }
}
