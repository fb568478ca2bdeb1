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
