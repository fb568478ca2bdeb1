using FourA2A.Files;
using FourA2A.Tests.Experiment;

namespace FourA2A.Tests.Files;

public sealed class CsvTableTests
{
    private static string[][] Cells(CsvTable table) => [.. table.Rows.Select(row => row.ToArray())];

    private static CsvTable Sample()
    {
        var table = new CsvTable("name", "value_db");
        table.Add("plain", "1");
        table.Add("a, \"b\"", string.Empty);
        table.Add("two\nlines", "-0.1");
        table.Add(string.Empty, "2");
        return table;
    }

    [Fact]
    public void ToString_HasOneHeaderRowAndQuotesWhereNeeded()
        => Assert.Equal("name,value_db\nplain,1\n\"a, \"\"b\"\"\",\n\"two\nlines\",-0.1\n,2\n", Sample().ToString());

    [Fact]
    public void Parse_GivesBackWhatWasWritten()
    {
        var table = CsvTable.Parse(Sample().ToString(), "t.csv", "name", "value_db");
        Assert.Equal(Sample().Header.AsEnumerable(), table.Header);
        Assert.Equal(Cells(Sample()), Cells(table));
        Assert.Equal(["1", "", "-0.1", "2"], table.Column("value_db"));
    }

    [Theory]
    [InlineData("name,value_db\r\nplain,1\r\n")]
    [InlineData("\ufeffname,value_db\nplain,1")]
    public void Parse_TakesWhatOtherProgramsWrite(string text)
        => Assert.Equal([["plain", "1"]], Cells(CsvTable.Parse(text, "t.csv", "name")));

    [Theory]
    [InlineData("", "found an empty file")]
    [InlineData("a,b\n1,2,3\n", "found 3 cells in row 1, expected 2")]
    [InlineData("a,b\n1,2\n3\n", "found 1 cells in row 2, expected 2")]
    [InlineData("a,c\n1,2\n", "found no column b")]
    public void Parse_RefusesWhatIsNoTable(string text, string found)
    {
        var exception = Assert.Throws<InputException>(() => CsvTable.Parse(text, "t.csv", "a", "b"));
        Assert.StartsWith("t.csv: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(found, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-1.0 / 3)]
    [InlineData(5e-324)]
    [InlineData(1.7976931348623157e308)]
    [InlineData(double.NaN)]
    public void Cell_GivesTheSameNumberBackUnderEveryCulture(double value)
    {
        using var culture = new ForeignCulture();
        Assert.Equal(value, CsvTable.Number(CsvTable.Cell(value)));
    }

    [Fact]
    public void Numbers_AreRefusedWhereThereIsText()
    {
        Assert.Equal([1, double.NaN, -0.1, 2], Sample().Numbers("value_db"));
        var exception = Assert.Throws<InputException>(() => CsvTable.Parse("a,b\n1,2\n1,much\n", "t.csv").Numbers("b"));
        Assert.Equal("t.csv: b: found 'much' in row 2, expected a number or nothing; correct the file.", exception.Message);
    }

    [Fact]
    public void Cell_IsEmptyForWhatIsNotFinite()
        => Assert.Equal(["", "", ""], new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity }.Select(CsvTable.Cell));

    [Fact]
    public void Add_RefusesARowOfAnotherLength()
        => Assert.Throws<ArgumentException>(() => Sample().Add("alone"));

    [Fact]
    public void Replace_LeavesOneFileAndWriteNewNeverOverwrites()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "old");
        Assert.Throws<InputException>(() => Sample().WriteNew(path));
        Assert.Equal("old", File.ReadAllText(path));
        Sample().Replace(path);
        Assert.Equal(Cells(Sample()), Cells(CsvTable.Read(path)));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Read_NamesAFileThatIsMissing()
        => Assert.Contains("none.csv: found no readable file", Assert.Throws<InputException>(() => CsvTable.Read("none.csv")).Message, StringComparison.Ordinal);
}
