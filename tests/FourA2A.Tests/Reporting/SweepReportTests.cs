using System.Text;
using System.Xml.Linq;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Evaluations;
using FourA2A.Experiment.Sweeps;
using FourA2A.Files;
using FourA2A.Reporting;

namespace FourA2A.Tests.Reporting;

public sealed class SweepReportTests : IDisposable
{
    private readonly TempFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Write_EveryPlotHasAsManyPointsAsItsTableHasRows()
    {
        var figures = Elements(Report(Sample()), "figure").ToList();

        // 6 parameters; ESR and dLDR of two modes, alignment; loss and gradient of two modes; random starts; left-out test; gains.
        Assert.Equal(6 + 5 + 4 + 7 + 2 + 25, figures.Count);
        Assert.Equal(figures.Count, figures.Select(figure => figure.Attribute("id")!.Value).Distinct().Count());
        Assert.All(figures, figure =>
        {
            var table = TableBehind(figure);
            Assert.NotEmpty(table.Rows);
            Assert.Equal(
                table.Rows.Count,
                WithClass(figure, "path", "point").Count() + WithClass(figure, "polyline", "trace").Sum(line => line.Attribute("points")!.Value.Split(' ').Length));
            Assert.Contains(WithClass(figure, "g", "x").Single().Elements(), element => element.Attribute("class")?.Value == "tick");
            Assert.Equal(2, WithClass(figure, "text", "label").Count(label => label.Value.Length > 0));
            var drawing = Elements(figure, "svg").First();
            Assert.Equal("img", drawing.Attribute("role")!.Value);
            Assert.NotEmpty(drawing.Attribute("aria-label")!.Value);
        });
    }

    [Fact]
    public void Write_EveryFitIsInCurvesAndTable()
    {
        var report = Report(Sample());
        var threshold = TableBehind(Figure(report, "threshold"));
        Assert.Equal(13, threshold.Column("series").Count(series => series == "compress"));
        Assert.Equal(12, threshold.Column("series").Count(series => series == "limit"));
        Assert.DoesNotContain(string.Empty, threshold.Column("standard_error"));
        Assert.Equal(25, Elements(Section(report, "table"), "tbody").Single().Elements().Count());
    }

    [Fact]
    public void Write_SaysWhatIsNotIdentifiable()
    {
        var report = Report(Sample());
        var ratio = Figure(report, "ratio");
        Assert.Equal(2, WithClass(ratio, "path", "hollow").Count());
        Assert.Equal(23, WithClass(ratio, "path", "error").Count());
        Assert.Equal(2, TableBehind(ratio).Rows.Count(row => row.Contains("not identifiable") && row[3].Length == 0));
        Assert.Equal(4, Elements(Section(report, "table"), "small").Count(small => small.Value == "not identifiable"));
    }

    [Fact]
    public void Write_SaysWhatFailedAndWhatWasFound()
    {
        var trouble = Section(Report(Sample()), "trouble").Value;
        Assert.Contains("limit-45: target_9_.wav: found silence & <nothing> else", trouble, StringComparison.Ordinal);
        Assert.Contains("compress-40: notIdentifiable. The recordings do not determine ratio, attackMs.", trouble, StringComparison.Ordinal);
        Assert.Contains("compress-100: wet.wav: 3 samples clipped.", trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CountsTheSweepAmongTheMethodsOnce()
    {
        var esr = TableBehind(Figure(Report(Sample()), "esr-compress"));
        Assert.Equal(["this sweep", "4A-2A (published)", "4A-2A+GRU (published)", "UAD (published)"], esr.Column("series").Distinct());
    }

    [Fact]
    public void Write_CountsWhereRandomStartsEnd()
    {
        var report = Report(Sample());
        var ends = TableBehind(Figure(report, "distinct-ends"));
        Assert.Equal(["4", "4", "1", "1"], ends.Rows.Where(row => row[0] == "compress").Take(4).Select(row => row[2]));
        Assert.Contains("again from 4 random starts", Section(report, "starts").Value, StringComparison.Ordinal);
        Assert.Contains("here 22 of 25 settings have one", Section(report, "starts").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SpreadOfTheLossIsTheHighestAboveTheLowest()
        => Assert.Equal(60, Value(TableBehind(Figure(Report(Sample()), "spread-loss")), "compress", 40), 9);

    [Fact]
    public void Write_LeftOutSettingsHaveTheErrorOfEachInterpolation()
    {
        var table = TableBehind(Figure(Report(Sample()), "left-out-limit"));
        var fitted = Value(table, "fitted", 55);
        Assert.Equal(1.01, Value(table, "linear", 55) / fitted, 9);
        Assert.Equal(1.03, Value(table, "not-a-knot", 55) / fitted, 9);
        Assert.Equal(1.05, Value(table, "monotone", 55) / fitted, 9);
    }

    [Fact]
    public void Write_GainOfTargetAndModelKeepTheirNames()
    {
        var table = TableBehind(Figure(Report(Sample()), "gain-compress-100"));
        Assert.Equal(0.5 * Math.Sin(9 * 0.25), Value(table, "target, estimated", 0.25) - Value(table, "model", 0.25), 9);
    }

    [Fact]
    public void Write_SaysWhatPublishedScoresWereMeasuredOn()
    {
        Assert.Contains(PublishedScores.Source, Section(Report(Sample()), "scores").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Published", Section(Report(SampleSweep.Write(temporary.File("bare"), withRest: false)), "scores").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_GivesValuesTheDigitsOfTheirErrors()
    {
        var cells = Elements(Section(Report(Sample()), "table"), "tr").Single(row => row.Elements().First().Value == "compress 100").Elements().Select(cell => cell.Value).ToList();
        Assert.Equal("−35.0000± 0.0080", cells[1]);
    }

    [Fact]
    public void Write_ShowsTheStartThatWonWithItsBreak()
    {
        // Runs of 5 and 2 steps with their starts, 13 settings; the third run is another start's, which ends a millionth lower and
        // only confirms, but for a peak reduction of 100, where it wins.
        var loss = Figure(Report(Sample()), "loss-compress");
        Assert.Equal((12 * (6 + 3)) + 6, TableBehind(loss).Rows.Count);
        Assert.Equal((12 * 2) + 1, WithClass(loss, "polyline", "line").Count());
    }

    [Fact]
    public void Write_WhatIsMissingIsNamedWithItsCommand()
    {
        var report = Report(SampleSweep.Write(temporary.File("bare"), withRest: false));
        Assert.Contains("foura2a evaluate", Section(report, "scores").Value, StringComparison.Ordinal);
        Assert.Contains("foura2a sweep DATASET --random-starts 20", Section(report, "starts").Value, StringComparison.Ordinal);
        Assert.Contains("foura2a curve", Section(report, "left-out").Value, StringComparison.Ordinal);
        Assert.Contains("this sweep", TableBehind(Figure(report, "esr-limit")).Column("series"));
    }

    [Fact]
    public void Write_OfASweepThatHasJustBegunSaysSo()
    {
        var folder = new SweepFolder(temporary.File("new"));
        SweepStore.Open(folder, new SweepOptions { DataSet = "unit" }).Dispose();
        var report = Report(folder);
        Assert.Contains("No setting is fitted yet.", report.Value, StringComparison.Ordinal);
        Assert.Empty(Elements(report, "figure"));
    }

    [Fact]
    public void Write_EscapesWhatUsersNamed()
    {
        var folder = Sample();
        var report = Report(folder);
        Assert.Equal("Sweep of unit <&\"'> 1", Elements(report, "h1").Single().Value);
        Assert.Contains(SampleSweep.DataSet, Section(report, "versions").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<nothing>", File.ReadAllText(folder.ReportPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ReferenceIsDrawnWhereItIsAskedFor()
    {
        var folder = Sample();
        SweepReport.Write(folder, folder.ReportPath, CurveFile.Read("la2a"));
        var report = Read(folder.ReportPath);
        Assert.Equal(["la2a, compress", "la2a, limit", "compress", "limit"], TableBehind(Figure(report, "attack")).Column("series").Distinct());
        Assert.Equal(["compress", "limit"], TableBehind(Figure(report, "delay")).Column("series").Distinct());
    }

    [Fact]
    public void Write_NeedsNothingBesideIt()
    {
        var folder = Sample();
        var report = Report(folder);
        Assert.Empty(Elements(report, "script").Concat(Elements(report, "link")).Concat(Elements(report, "img")));
        Assert.All(
            report.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src"),
            attribute => Assert.StartsWith("data:", attribute.Value, StringComparison.Ordinal));
        var style = Elements(report, "style").Single().Value;
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);

        // What XML escapes in a style sheet, HTML does not read back.
        Assert.Equal(-1, style.AsSpan().IndexOfAny("<>&"));
    }

    [Fact]
    public void Write_HasNoElementThatOnlyXmlWouldClose()
    {
        var folder = Sample();
        Report(folder);
        Assert.DoesNotMatch("<(td|th|p|li|ul|small|div|span|dd|h[1-6]|section|figure|title)( [^>]*)?/>", File.ReadAllText(folder.ReportPath));
    }

    [Fact]
    public void Write_SameFolderGivesTheSameBytes()
    {
        var folder = Sample();
        SweepReport.Write(folder, folder.ReportPath);
        var first = File.ReadAllBytes(folder.ReportPath);
        SweepReport.Write(folder, folder.ReportPath);
        Assert.Equal(first, File.ReadAllBytes(folder.ReportPath));
    }

    [Fact]
    public void Write_LeavesAForeignFileAlone()
    {
        var folder = Sample();
        File.WriteAllText(folder.ReportPath, "<html>precious</html>");
        var message = Assert.Throws<InputException>(() => SweepReport.Write(folder, folder.ReportPath)).Message;
        Assert.Contains(folder.ReportPath, message, StringComparison.Ordinal);
        Assert.Equal("<html>precious</html>", File.ReadAllText(folder.ReportPath));
    }

    [Fact]
    public void Write_RefusesAFolderThatIsNoSweep()
    {
        var message = Assert.Throws<InputException>(() => SweepReport.Write(new SweepFolder(temporary.Path), temporary.File("report.html"))).Message;
        Assert.Contains("expected the folder of a sweep", message, StringComparison.Ordinal);
        Assert.False(File.Exists(temporary.File("report.html")));
    }

    private SweepFolder Sample() => SampleSweep.Write(temporary.File("sample.sweep"));

    private static XElement Report(SweepFolder folder)
    {
        SweepReport.Write(folder, folder.ReportPath);
        return Read(folder.ReportPath);
    }

    private static XElement Read(string path) => XDocument.Load(path).Root!;

    private static IEnumerable<XElement> Elements(XElement root, string name) => root.Descendants().Where(element => element.Name.LocalName == name);

    private static IEnumerable<XElement> WithClass(XElement root, string name, string kind)
        => Elements(root, name).Where(element => element.Attribute("class")?.Value.Split(' ').Contains(kind) ?? false);

    private static double Value(CsvTable table, string series, double x)
        => CsvTable.Number(table.Rows.Single(row => row[0] == series && CsvTable.Number(row[1]) == x)[2]);

    private static XElement Section(XElement report, string id) => Elements(report, "section").Single(section => section.Attribute("id")!.Value == id);

    private static XElement Figure(XElement report, string name) => Elements(report, "figure").Single(figure => figure.Attribute("id")!.Value == $"plot-{name}");

    private static CsvTable TableBehind(XElement figure)
    {
        var link = Elements(figure, "a").Single(link => link.Attribute("download") is not null);
        return CsvTable.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(link.Attribute("href")!.Value.Split(',')[1])), link.Attribute("download")!.Value);
    }
}
