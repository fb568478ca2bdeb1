using FourA2A.Audio;
using FourA2A.Experiment.Sweeps;
using FourA2A.Files;

namespace FourA2A.Tests.Cli;

public sealed class SweepVerbTests : IDisposable
{
    private static readonly UnitSetting[] Settings = [new(LevellingMode.Compress, 60), new(LevellingMode.Limit, 80)];

    private readonly TemporaryFolder folder = new();
    private readonly string dataSet;

    public SweepVerbTests() => dataSet = DataSets.Write(folder["unit"], Settings);

    private SweepFolder Sweep => new(folder["unit.sweep"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Sweep_PrintsALineForEachSetting()
    {
        var result = Run();
        Assert.Equal(0, result.ExitCode);
        var lines = result.Output.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("  compress-60", StringComparison.Ordinal) && line.EndsWith("converged", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  limit-80", StringComparison.Ordinal) && line.Contains("  3.0000  ", StringComparison.Ordinal));
        Assert.Contains("2 settings, none failed", result.Output, StringComparison.Ordinal);
        Assert.Contains("summary.csv, curve.json, report.html", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void SecondRun_HasNothingToDo()
    {
        Run();
        var results = Sweep.ReadResults().Select(setting => File.ReadAllText(Sweep.ResultPath(setting.Setting))).ToList();
        var again = Run();
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("2 of 2 settings are finished", again.Output, StringComparison.Ordinal);
        Assert.Equal(results, Sweep.ReadResults().Select(setting => File.ReadAllText(Sweep.ResultPath(setting.Setting))));
    }

    [Fact]
    public void FailedSetting_ExitsWith3AndStandsInTheSummary()
    {
        var dry = Path.Combine(dataSet, "Train", "input_2_.wav");
        File.Delete(dry);
        Recordings.Write(dry, Recordings.Bursts(sampleRate: 22050), sampleRate: 22050);
        var result = Run();
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("22050 Hz", result.Output, StringComparison.Ordinal);
        Assert.Contains("22050 Hz", CsvTable.Read(Sweep.SummaryPath).Column("message").Last(), StringComparison.Ordinal);
        Assert.Single(Sweep.ReadResults());
    }

    [Fact]
    public void Interrupted_SaysHowToGoOn()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        var result = CommandLine.Run(cancellation.Token, "sweep", dataSet, "-o", Sweep.FolderPath);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("the same command goes on", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(0, Run().ExitCode);
    }

    [Fact]
    public void Simulation_IsSaidEverywhere()
    {
        const string Said = "Simulation of an optical levelling amplifier";
        var (unit, sweep) = (folder["synth"], new SweepFolder(folder["synth.sweep"]));
        Assert.Equal(0, CommandLine.Run("synth", unit, "--seconds", "6", "--mode", "limit", "--peak-reduction", "90").ExitCode);
        Assert.Contains(Said, CommandLine.Run("sweep", unit, "-o", sweep.FolderPath).Output, StringComparison.Ordinal);
        Assert.Contains(Said, File.ReadAllText(sweep.ReportPath), StringComparison.Ordinal);
        Assert.Contains(Said, CommandLine.Run("curve", sweep.FolderPath).Output, StringComparison.Ordinal);

        // What the data set said when the sweep began holds.
        File.WriteAllText(Path.Combine(unit, "synth.json"), "{}");
        Assert.Contains(Said, CommandLine.Run("sweep", unit, "-o", sweep.FolderPath).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("imulat", CommandLine.Run("sweep", unit, "-o", folder["foreign.sweep"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingWithoutResult_SaysWhatToDo()
    {
        Run();
        File.Delete(Sweep.ResultPath(Settings[1]));
        CommandLine.AssertRefused(folder, ["sweep", dataSet, "-o", Sweep.FolderPath], "limit-80", "remove the folder");
        Directory.Delete(Sweep.SettingPath(Settings[1]), recursive: true);
        Assert.Equal(0, Run().ExitCode);
        Assert.True(File.Exists(Sweep.ResultPath(Settings[1])));
    }

    [Fact]
    public void Selection_IsSweptAlone()
    {
        Assert.Equal(0, CommandLine.Run("sweep", dataSet, "-o", Sweep.FolderPath, "--mode", "limit", "--peak-reduction", "70:100", "--align", "3").ExitCode);
        var result = Assert.Single(Sweep.ReadResults()).Result!;
        Assert.Equal(3, result.DelaySamples);
    }

    [Fact]
    public void BadInput_IsRefusedInOneLine()
    {
        CommandLine.AssertRefused(folder, ["sweep", folder["none"]], "none", "no such folder");
        CommandLine.AssertRefused(folder, ["sweep", dataSet, "-o", folder["no/where"]], "no/where");
        CommandLine.AssertRefused(folder, ["sweep", dataSet, "-o", dataSet], "no sweep");
        CommandLine.AssertRefused(folder, ["sweep", dataSet, "-o", Path.Combine(dataSet, "Train", "input_1_.wav")], "input_1_.wav");
        CommandLine.AssertRefused(folder, ["sweep", dataSet, "-o", Sweep.FolderPath, "--device", "cuda"], "no card");
        CommandLine.AssertRefused(folder, ["sweep", dataSet, "--random-starts", "-1"], "at least 0");
        CommandLine.AssertRefused(folder, ["sweep", dataSet, "--peak-reduction", "10:20"], "10 to 20");
    }

    [Fact]
    public void OtherOptions_AreRefused()
    {
        Run();
        CommandLine.AssertRefused(folder, ["sweep", dataSet, "-o", Sweep.FolderPath, "--ratio-range", "1:40"], "range of the ratio: found 1:20", "expected 1:40");
    }

    private CommandLineResult Run() => CommandLine.Run("sweep", dataSet, "-o", Sweep.FolderPath);
}
