using System.Text;
using System.Xml.Linq;
using FourA2A.Experiment.Systems;
using FourA2A.Files;
using FourA2A.Reporting;
using FourA2A.Reporting.Comparisons;
using FourA2A.Reporting.Plots;

namespace FourA2A.Tests.Reporting;

public sealed class ComparisonReportTests : IDisposable
{
    private readonly TempFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Write_EveryPlotHasAsManyPointsAsItsTableHasRows()
    {
        var figures = Elements(Page(SampleComparison.Write(temporary.File("out"))), "figure").ToList();

        // Waveform, loudness and residual of the whole and of the passage; static curve; two descents.
        Assert.Equal(9, figures.Count);
        Assert.Equal(9, figures.Select(figure => figure.Attribute("id")!.Value).Distinct().Count());
        Assert.All(figures, figure =>
        {
            var table = TableBehind(figure);
            Assert.NotEmpty(table.Rows);
            Assert.Equal(
                table.Rows.Count,
                WithClass(figure, "path", "point").Count() + WithClass(figure, "polyline", "trace").Sum(line => line.Attribute("points")!.Value.Split(' ').Length));
        });
    }

    [Fact]
    public void Write_ShadesAttackPassagesInTheResidualAlone()
    {
        var figures = Elements(Page(SampleComparison.Write(temporary.File("out"))), "figure").ToList();
        Assert.All(figures, figure => Assert.Equal(
            figure.Attribute("id")!.Value.StartsWith("plot-residual", StringComparison.Ordinal), WithClass(figure, "rect", "band").Any()));
        var legend = WithClass(figures.Single(figure => figure.Attribute("id")!.Value == "plot-residual-passage"), "ul", "legend").Single();
        Assert.Equal(["one-pole", "approximate-ballistics", "attack passage"], legend.Elements().Select(item => item.Value));
    }

    [Fact]
    public void Write_PutsSystemsAcrossAndFiguresDown()
    {
        var table = Elements(Page(SampleComparison.Write(temporary.File("out"))), "section").Single(section => section.Attribute("id")!.Value == "systems");
        Assert.Equal(["figure", "one-pole", "approximate-ballistics"], Elements(Elements(table, "thead").Single(), "th").Select(cell => cell.Value));
        var rows = Elements(Elements(table, "tbody").Single(), "tr").Select(row => row.Elements().Select(cell => cell.Value).ToList()).ToList();
        Assert.Contains(rows, row => row is ["threshold, dB", "−23.250", "−20.000"]);
        Assert.Contains(rows, row => row is ["knee, dB", "–", "2.500"]);
        Assert.Contains(rows, row => row is ["ESR, %", "0.0150", "0.2000"]);
        Assert.Contains(rows, row => row is ["status", "converged", "notIdentifiable"]);
        Assert.Contains("not determined: kneeDb, smoothingMs", table.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SameFolderGivesTheSameBytes()
    {
        var folder = SampleComparison.Write(temporary.File("out"));
        var made = File.ReadAllBytes(folder.ReportPath);
        ComparisonReport.Write(folder, folder.ReportPath);
        Assert.Equal(made, File.ReadAllBytes(folder.ReportPath));
    }

    [Fact]
    public void Write_ShortFileHasNoPassage()
    {
        var figures = Elements(Page(SampleComparison.Write(temporary.File("out"), seconds: 2)), "figure");
        Assert.DoesNotContain(figures, figure => figure.Attribute("id")!.Value.EndsWith("passage", StringComparison.Ordinal));
        Assert.Equal(6, figures.Count());
    }

    [Fact]
    public void SweepReport_HasTheTableOfAComparisonThatLiesInTheFolder()
    {
        var sweep = SampleSweep.Write(temporary.File("unit.sweep"), withRest: false);
        SweepReport.Write(sweep, sweep.ReportPath);
        Assert.DoesNotContain("id=\"systems\"", File.ReadAllText(sweep.ReportPath), StringComparison.Ordinal);
        File.Copy(SampleComparison.Write(temporary.File("out")).TablePath, sweep.ComparisonPath);
        SweepReport.Write(sweep, sweep.ReportPath);
        Assert.Contains("id=\"systems\"", File.ReadAllText(sweep.ReportPath), StringComparison.Ordinal);
        Assert.Contains("Two systems on one pair", File.ReadAllText(sweep.ReportPath), StringComparison.Ordinal);
    }

    [Fact]
    public void PlotFiles_AreWrittenForEachPartAndRead()
    {
        var curves = SampleComparison.Curves(5);
        foreach (var plot in ComparisonPlots.All(curves, ["one-pole"]))
        {
            PlotFile.Replace(temporary.File($"{plot.Name}.svg"), plot);
        }

        string[] paths = [.. Directory.GetFiles(temporary.Path, "*.svg").Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["loudness-passage.svg", "loudness-whole.svg", "residual-passage.svg", "residual-whole.svg", "waveform-passage.svg", "waveform-whole.svg"],
            paths.Select(Path.GetFileName));
        Assert.All(paths, path =>
        {
            var root = XDocument.Load(path).Root!;
            Assert.Equal("svg", root.Name.LocalName);
            Assert.NotEmpty(WithClass(root, "polyline", "trace"));
            Assert.Contains(Elements(root, "text"), text => text.Value == "one-pole");
        });
    }

    private static XElement Page(ComparisonFolder folder) => XDocument.Load(folder.ReportPath).Root!;

    private static CsvTable TableBehind(XElement figure)
    {
        var link = Elements(figure, "a").Single().Attribute("href")!.Value;
        return CsvTable.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(link.Split(',')[1])), "table");
    }

    private static IEnumerable<XElement> Elements(XElement root, string name) => root.Descendants().Where(element => element.Name.LocalName == name);

    private static IEnumerable<XElement> WithClass(XElement root, string name, string kind)
        => Elements(root, name).Where(element => element.Attribute("class")?.Value.Split(' ').Contains(kind) ?? false);
}
