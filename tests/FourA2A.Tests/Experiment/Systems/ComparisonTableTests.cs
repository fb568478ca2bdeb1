using FourA2A.Experiment.Systems;

namespace FourA2A.Tests.Experiment.Systems;

public sealed class ComparisonTableTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_GivesTheRowsBackToTheBit()
    {
        SystemRow[] rows = [SampleRows.OnePole, SampleRows.Approximate];
        ComparisonTable.Of(rows).WriteNew(folder.File("comparison.csv"));
        var read = ComparisonTable.Read(folder.File("comparison.csv"));

        // Arrays are equal only where they are one.
        Assert.Equal(rows.Select(row => row with { Undetermined = [] }), read.Select(row => row with { Undetermined = [] }));
        Assert.Equal(["kneeDb", "smoothingMs"], read[1].Undetermined.ToArray());
        Assert.Empty(read[0].Undetermined);
    }

    [Fact]
    public void SettingThatAModelLacks_IsAnEmptyCell()
    {
        var table = ComparisonTable.Of([SampleRows.OnePole]);
        Assert.Equal(string.Empty, table.Column("knee_db").Single());
        Assert.Equal(string.Empty, table.Column("smoothing_ms").Single());
        Assert.Equal("-23.25", table.Column("threshold_db").Single());
    }

    [Theory]
    [InlineData("ratio", "esr", "no column")]
    [InlineData("-23.25", "much", "found 'much' in row 1")]
    public void BrokenTable_IsRefused(string from, string to, string words)
    {
        var path = folder.File("comparison.csv");
        File.WriteAllText(path, ComparisonTable.Of([SampleRows.OnePole]).ToString().Replace(from, to, StringComparison.Ordinal));
        var exception = Assert.Throws<InputException>(() => ComparisonTable.Read(path));
        Assert.Contains("comparison.csv", exception.Message, StringComparison.Ordinal);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }
}
