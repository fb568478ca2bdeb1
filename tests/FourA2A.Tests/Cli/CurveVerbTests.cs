using FourA2A.Audio;
using FourA2A.Experiment.Curves;
using FourA2A.Files;
using FourA2A.Tests.Experiment.Curves;

namespace FourA2A.Tests.Cli;

public sealed class CurveVerbTests : IDisposable
{
    private static readonly UnitSetting[] Both =
        [.. MadeSweep.Settings(LevellingMode.Compress, 0, 50, 100), .. MadeSweep.Settings(LevellingMode.Limit, 0, 25, 50, 75, 100)];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void BuiltIn_IsPrinted()
    {
        var result = CommandLine.Run("curve", "la2a");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Contains("arXiv 2509.10706", result.Output, StringComparison.Ordinal);
        Assert.Equal(13, Rows(result, "compress").Count);
        Assert.Equal(13, Rows(result, "limit").Count);
        Assert.Equal(["compress", "40", "-13.0760", "5.4356", "30.5165", "470.1765", "0.6978", "8.4298"], Rows(result, "compress")[0]);
        Assert.DoesNotContain("Standard errors", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sweep_IsPrintedWithStandardErrors_AndSettingsAreLeftOut()
    {
        var sweep = MadeSweep.Write(folder["unit.sweep"], MadeSweep.Straight, Both);
        File.WriteAllText(sweep.LeftOutPath, "an earlier one");
        var result = CommandLine.Run("curve", folder["unit.sweep"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);

        // Points, standard errors, left-out test.
        var rows = Rows(result, "limit");
        Assert.Equal(5 + 5 + 2, rows.Count);
        Assert.Equal(["limit", "25", "-16.2500", "3.2500", "17.5000", "275.0000", "0.2500", "0.0001"], rows[1]);
        Assert.Equal(["limit", "25", "0.0125", "not", "identifiable", "-", "-", "-"], rows[6]);
        Assert.Equal(["limit", "25", "0.0001", "0.0000", "0.0000", "0.0000"], rows[10]);
        Assert.Equal(3 + 3 + 1, Rows(result, "compress").Count);

        var table = CsvTable.Read(sweep.LeftOutPath);
        Assert.Equal(9, table.Rows.Count);
        Assert.All(table.Column("esr"), cell => Assert.InRange(CsvTable.Number(cell), 0, MadeSweep.MovingEsr));
    }

    [Fact]
    public void Mode_IsPrintedAlone_AndTheFileHasBoth()
    {
        var sweep = MadeSweep.Write(folder["unit.sweep"], MadeSweep.Straight, Both);
        var result = CommandLine.Run("curve", folder["unit.sweep"], "--mode", "compress");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(Rows(result, "limit"));
        Assert.Equal(3 + 3 + 1, Rows(result, "compress").Count);
        Assert.Equal(9, CsvTable.Read(sweep.LeftOutPath).Rows.Count);
    }

    [Fact]
    public void NoLeftOut_LeavesTheFolderAlone()
    {
        MadeSweep.Write(folder["unit.sweep"], MadeSweep.Straight, Both);
        var before = folder.Snapshot();
        var result = CommandLine.Run("curve", folder["unit.sweep"], "--no-left-out");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(5 + 5, Rows(result, "limit").Count);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void RecordingsThatAreGone_AreSaidInOneLine()
    {
        var sweep = MadeSweep.Write(folder["unit.sweep"], MadeSweep.Straight, Both);
        File.Delete(folder["unit.sweep-dry.wav"]);
        var result = CommandLine.Run("curve", folder["unit.sweep"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("no left-out test: none of 3 recordings can be used", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(5 + 5, Rows(result, "limit").Count);
        Assert.False(File.Exists(sweep.LeftOutPath));
    }

    [Fact]
    public void TooFewSettings_AreSaid()
    {
        MadeSweep.Write(folder["unit.sweep"], MadeSweep.Straight, MadeSweep.Settings(LevellingMode.Limit, 0, 25));
        var result = CommandLine.Run("curve", folder["unit.sweep"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("fewer than three", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_LeavesNothingBehind()
    {
        MadeSweep.Write(folder["unit.sweep"], MadeSweep.Straight, Both);
        var before = folder.Snapshot();
        var result = CommandLine.Run(new CancellationToken(canceled: true), "curve", folder["unit.sweep"], "--csv", folder["curve.csv"]);
        Assert.Equal(130, result.ExitCode);
        Assert.Single(result.ErrorLines);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void At_PrintsWhatIsInBetween()
    {
        var result = CommandLine.Run("curve", "la2a", "--at", "42.5", "45", "--interpolation", "linear", "--mode", "limit");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                ["limit", "42.5", "-13.5478", "5.6326", "26.0469", "400.7169", "0.6985"],
                ["limit", "45", "-14.1686", "4.7533", "17.1406", "350.7540", "0.6642"],
            ],
            Rows(result, "limit"));
        Assert.Empty(Rows(result, "compress"));
    }

    [Fact]
    public void Csv_HasTheCurve()
    {
        Assert.Equal(0, CommandLine.Run("curve", "la2a", "--csv", folder["curve.csv"], "--interpolation", "not-a-knot").ExitCode);
        var table = CsvTable.Read(folder["curve.csv"]);
        Assert.Equal("mode,peak_reduction,interpolation,threshold_db,ratio,attack_ms,release_ms,make_up_db", string.Join(',', table.Header));
        Assert.Equal(2 * 121, table.Rows.Count);
        Assert.All(table.Column("interpolation"), word => Assert.Equal("not-a-knot", word));
        var expected = CurveFile.Read("la2a").At(new(LevellingMode.Limit, 99.5), CurveInterpolation.NotAKnot);
        Assert.Equal(["limit", "99.5", "not-a-knot", CsvTable.Cell(expected.ThresholdDb), CsvTable.Cell(expected.Ratio)], table.Rows[^2].Take(5));
    }

    [Fact]
    public void Csv_HasThePositionsAskedFor()
    {
        Assert.Equal(0, CommandLine.Run("curve", "la2a", "--csv", folder["curve.csv"], "--at", "63.3").ExitCode);
        Assert.Equal(["63.3", "63.3"], CsvTable.Read(folder["curve.csv"]).Column("peak_reduction"));
    }

    [Fact]
    public void BadInput_IsRefused()
    {
        CommandLine.AssertRefused(folder, ["curve", folder["none.json"]], "none.json", "found no readable file");
        Directory.CreateDirectory(folder["empty"]);
        CommandLine.AssertRefused(folder, ["curve", folder["empty"]], "empty", "found no curve.json");
        CommandLine.AssertRefused(folder, ["curve", "la2a", "--at", "39"], "found a peak reduction of 39", "from 40 to 100");
        File.WriteAllText(folder["taken.csv"], "precious");
        CommandLine.AssertRefused(folder, ["curve", "la2a", "--csv", folder["taken.csv"]], "taken.csv", "existing");
        MadeSweep.Write(folder["unit.sweep"], MadeSweep.Straight, MadeSweep.Settings(LevellingMode.Limit, 0, 25));
        CommandLine.AssertRefused(folder, ["curve", folder["unit.sweep"], "--mode", "compress"], "found no points for compress", "beside limit");
    }

    // Cells of the rows that begin with a mode.
    private static List<string[]> Rows(CommandLineResult result, string mode)
        => [.. result.Output.Split(Environment.NewLine)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells.Length > 0 && cells[0] == mode)];
}
