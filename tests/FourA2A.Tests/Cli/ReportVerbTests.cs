using FourA2A.Tests.Reporting;

namespace FourA2A.Tests.Cli;

public sealed class ReportVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Report_IsWrittenIntoTheSweepAndReplaced()
    {
        SampleSweep.Write(folder["unit.sweep"]);
        for (var run = 0; run < 2; run++)
        {
            var result = CommandLine.Run("report", folder["unit.sweep"]);
            Assert.Equal(0, result.ExitCode);
            Assert.Equal(folder["unit.sweep/report.html"], result.Output.Trim());
        }

        Assert.True(File.Exists(folder["unit.sweep/report.html"]));
    }

    [Fact]
    public void Report_IsWrittenWhereAsked()
    {
        SampleSweep.Write(folder["unit.sweep"], withRest: false);
        Assert.Equal(0, CommandLine.Run("report", folder["unit.sweep"], "-o", folder["unit.html"], "--reference", "la2a").ExitCode);
        Assert.Contains("la2a, compress", File.ReadAllText(folder["unit.html"]), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["unit.sweep/report.html"]));
    }

    [Fact]
    public void ForeignFile_IsLeftAlone()
    {
        SampleSweep.Write(folder["unit.sweep"], withRest: false);
        File.WriteAllText(folder["unit.html"], "precious");
        CommandLine.AssertRefused(folder, ["report", folder["unit.sweep"], "-o", folder["unit.html"]], "unit.html", "-o");
    }

    [Fact]
    public void NoSweep_IsRefused()
    {
        Directory.CreateDirectory(folder["empty"]);
        CommandLine.AssertRefused(folder, ["report", folder["empty"]], "empty", "sweep.json");
        CommandLine.AssertRefused(folder, ["report", folder["none"]], "none", "sweep.json");
    }

    [Theory]
    [InlineData("found 'much' in row 1", "pen,limit,90,much,0")]
    [InlineData("found 2 cells in row 1", "pen,limit")]
    public void BrokenScores_AreRefused(string words, string row)
    {
        SampleSweep.Write(folder["unit.sweep"], withRest: false);
        File.WriteAllText(folder["unit.sweep/scores.csv"], $"method,mode,peak_reduction,esr,delta_ldr_db\n{row}\n");
        CommandLine.AssertRefused(folder, ["report", folder["unit.sweep"]], "scores.csv", words);
    }

    [Fact]
    public void ScoresOfAModeThatNobodyKnows_AreNotDrawn()
    {
        SampleSweep.Write(folder["unit.sweep"], withRest: false);
        File.WriteAllText(folder["unit.sweep/scores.csv"], "method,mode,peak_reduction,esr,delta_ldr_db\npen,limit,90,0.1,0\nink,gate,90,0.1,0\n");
        Assert.Equal(0, CommandLine.Run("report", folder["unit.sweep"]).ExitCode);
        var report = File.ReadAllText(folder["unit.sweep/report.html"]);
        Assert.Contains("pen, peak reduction", report, StringComparison.Ordinal);
        Assert.DoesNotContain("ink, peak reduction", report, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownReference_IsRefused()
    {
        SampleSweep.Write(folder["unit.sweep"], withRest: false);
        CommandLine.AssertRefused(folder, ["report", folder["unit.sweep"], "--reference", folder["none.json"]], "none.json");
    }

    [Fact]
    public void MissingFolderOfOutput_IsRefused()
    {
        SampleSweep.Write(folder["unit.sweep"], withRest: false);
        CommandLine.AssertRefused(folder, ["report", folder["unit.sweep"], "-o", folder["none/unit.html"]], "unit.html");
    }
}
