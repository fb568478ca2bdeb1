using System.Globalization;
using FourA2A.Bench.Readme;

namespace FourA2A.Tests.Benches;

/// <summary>The README's measured tables.</summary>
public sealed class ReadmeTablesTests : IDisposable
{
    private const string Json =
        """
        {
          "command": "hessian --seconds 5",
          "versions": { "commit": "abc", "processor": "a processor" },
          "figures": { "clock": { "value": 3.65297, "unit": "GHz" } },
          "tables": { "rows": [
            { "work": "loss", "chunks": 16, "median ms": 4.0437, "times ms": [4, 5] },
            { "work": "fused", "chunks": 16, "median ms": 16143.7, "times ms": [4, 5] },
            { "work": "fused", "chunks": 32, "median ms": 32, "times ms": [4, 5] } ] }
        }
        """;

    private readonly TempFolder folder = new();

    public ReadmeTablesTests()
    {
        Directory.CreateDirectory(folder.File("machine"));
        File.WriteAllText(Path.Combine(folder.File("machine"), "hessian.json"), Json);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_PutsTheRowsAndColumnsAskedForIntoTheRegion()
        => Assert.Equal(
            Region("table: rows\ncolumns: work; median ms = ms\nwhere: chunks = 16; work = loss | fused", "`./build.sh bench hessian --seconds 5`, a processor, commit abc:\n\n| work | ms |\n| --- | --- |\n| loss | 4.04 |\n| fused | 16,100 |"),
            Write("table: rows\ncolumns: work; median ms = ms\nwhere: chunks = 16; work = loss | fused"));

    [Fact]
    public void Write_ShowsFiguresWithTheirUnits()
        => Assert.Contains("| clock | 3.65 GHz |", Write("table: figures\ncolumns: figure; value"), StringComparison.Ordinal);

    [Fact]
    public void Write_OfItsOwnResultChangesNothing()
    {
        var once = Write("table: rows\ncolumns: work");
        Assert.Equal(once, ReadmeTables.Write(once, folder.Path));
    }

    [Fact]
    public void Write_NamesTheCommandOfAFileThatIsNotThere()
        => Assert.Contains(
            "Not measured yet; `./build.sh bench scale` does.",
            ReadmeTables.Write("<!-- bench\nfile: machine/scale\ntable: rows\ncolumns: work\n-->\n<!-- end -->", folder.Path),
            StringComparison.Ordinal);

    [Fact]
    public void Write_PutsTheRowsOfSeveralFilesBelowEachOther()
    {
        File.WriteAllText(Path.Combine(folder.File("machine"), "hessian-2.json"), Json.Replace("hessian --seconds 5", "hessian again", StringComparison.Ordinal).Replace("\"loss\"", "\"other\"", StringComparison.Ordinal));
        Assert.Contains(
            "`./build.sh bench hessian --seconds 5`, a processor, commit abc;\n`./build.sh bench hessian again`, a processor, commit abc:\n\n| work |\n| --- |\n| loss |\n| other |\n",
            ReadmeTables.Write("<!-- bench\nfile: machine/hessian | machine/hessian-1 | machine/hessian-2\ntable: rows\ncolumns: work\nwhere: work = loss | other\n-->\n<!-- end -->", folder.Path),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NamesTheVerbOfFilesThatAreCounted()
        => Assert.Contains(
            "Not measured yet; `./build.sh bench tasks` does.",
            ReadmeTables.Write("<!-- bench\nfile: machine/tasks-1 | machine/tasks-2\ntable: rows\ncolumns: work\n-->\n<!-- end -->", folder.Path),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("table: rows\ncolumns: time", "the column 'time'")]
    [InlineData("table: row\ncolumns: work", "the table 'row'")]
    [InlineData("table: rows\ncolumns: work\nwhere: work = gradient", "no row for 'work = gradient'")]
    [InlineData("table: rows", "without a line 'columns: '")]
    public void Write_RefusesWhatTheFileDoesNotHave(string asked, string found)
        => Assert.Contains(found, Assert.Throws<InputException>(() => Write(asked)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.037616, "0.0376")]
    [InlineData(1, "1")]
    [InlineData(99.96, "100")]
    [InlineData(-16.149, "-16.1")]
    [InlineData(44657.5, "44,700")]
    [InlineData(0.000016559, "0.0000166")]
    [InlineData(-1.08875e-13, "-1.09e-13")]
    public void Short_HasThreeDigits(double number, string expected) => Assert.Equal(expected, ReadmeTable.Short(number));

    [SkippableFact]
    public void Readme_SaysWhatTheResultFilesSay()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "FourA2A.sln")))
        {
            root = root.Parent;
        }

        Skip.If(root is null, "the README is not in the bundle");
        var text = File.ReadAllText(Path.Combine(root.FullName, "README.md"));
        Assert.Contains("<!-- bench", text, StringComparison.Ordinal);
        Assert.Equal(ReadmeTables.Write(text, Path.Combine(root.FullName, "bench", "results")), text);
    }

    [Fact]
    public void Write_DoesNotDependOnTheCulture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            Assert.Contains("| 4.04 |", Write("table: rows\ncolumns: median ms"), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string Region(string asked, string content) => $"before\n<!-- bench\nfile: machine/hessian\n{asked}\n-->\n{content}\n<!-- end -->\nafter";

    private string Write(string asked) => ReadmeTables.Write(Region(asked, "old"), folder.Path);
}
