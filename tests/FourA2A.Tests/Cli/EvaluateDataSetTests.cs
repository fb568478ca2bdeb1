using FourA2A.Audio;
using FourA2A.Experiment.Sweeps;
using FourA2A.Files;

namespace FourA2A.Tests.Cli;

/// <summary>
/// <c>evaluate METHOD... DATASET</c>.
/// </summary>
public sealed class EvaluateDataSetTests : IDisposable
{
    private static readonly UnitSetting Compress40 = new(LevellingMode.Compress, 40);
    private static readonly UnitSetting Compress60 = new(LevellingMode.Compress, 60);
    private static readonly UnitSetting Limit40 = new(LevellingMode.Limit, 40);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Scores_AreOneTableByMethodModeAndPeakReduction()
    {
        var (dataSet, sweep) = DataSetAndSweep();
        WriteEstimates("dry", (id, _) => Recordings.Bursts(seed: id));
        var table = Scores(sweep, $"straight wire={folder["dry"]}", dataSet);
        Assert.Equal("method,mode,peak_reduction,esr,esr_unaligned,delta_ldr_db,loudness_lufs,target_loudness_lufs", string.Join(',', table.Header));
        Assert.Equal(
            [
                "unit.sweep compress 40", "unit.sweep compress 60", "unit.sweep limit 40",
                "straight wire compress 40", "straight wire compress 60", "straight wire limit 40",
            ],
            table.Rows.Select(row => $"{row[0]} {row[1]} {row[2]}"));
    }

    [Fact]
    public void Sweep_IsMeasuredAtTheFittedDelay()
    {
        var (dataSet, sweep) = DataSetAndSweep();
        var table = Scores(sweep, dataSet);

        // The wet files are the model's own, stored in single precision and cut by the delay.
        Assert.All(Numbers(table, "esr"), esr => Assert.InRange(esr, 0, 1e-12));
        Assert.All(Numbers(table, "esr_unaligned"), esr => Assert.InRange(esr, 0.01, 10));
        Assert.All(Numbers(table, "delta_ldr_db"), difference => Assert.Equal(0, difference, 1e-6));
        Assert.All(Numbers(table, "loudness_lufs").Zip(Numbers(table, "target_loudness_lufs")), pair => Assert.Equal(pair.First, pair.Second, 0.01));
    }

    [Fact]
    public void Sweep_UsesItsDelayOnlyOnItsOwnRecordings()
    {
        var dataSet = DataSets.Write(folder["unit"], Compress40);
        var sweep = DataSets.WriteSweep(folder["wrong.sweep"], dataSet, delay: DataSets.Delay + 1);
        Assert.True(Assert.Single(Numbers(Scores(sweep, dataSet), "esr")) > 1e-3);

        // Another take of the setting lies as it lies.
        DataSets.WritePair(folder["other"], 9, Compress40, delay: 50);
        Assert.InRange(Assert.Single(Numbers(Scores(sweep, folder["other"]), "esr")), 0, 1e-4);

        // The same files elsewhere are the same files.
        Directory.Move(folder["unit"], folder["moved"]);
        Assert.True(Assert.Single(Numbers(Scores(sweep, folder["moved"]), "esr")) > 1e-3);
    }

    [Fact]
    public void Sweep_IsScoredAtItsFractionalDelayAsItsFitsWere()
    {
        CommandLine.Run("synth", folder["unit"], "--seconds", "8", "--delay", "-0.75", "--mode", "limit", "--peak-reduction", "100");
        CommandLine.Run("sweep", folder["unit"], "-o", folder["unit.sweep"], "--device", "cpu");
        var fit = Assert.Single(new SweepFolder(folder["unit.sweep"]).ReadResults()).Result!;
        var table = Scores(folder["unit.sweep"], folder["unit"]);
        Assert.Equal(fit.Esr, Assert.Single(Numbers(table, "esr")), 1e-9);
        Assert.Equal(fit.EsrUnaligned, Assert.Single(Numbers(table, "esr_unaligned")), 1e-9);
        Assert.True(fit.EsrUnaligned > 2 * fit.Esr);
    }

    [Fact]
    public void WaveFiles_AreMovedOntoTheTargetAndFoundInEitherCase()
    {
        var dataSet = DataSets.Write(folder["unit"], Compress40, Limit40);

        // One with the dry file's timing, one that is late itself and inverted.
        WriteEstimate("wavs", DataSets.Target(1, Compress40).ToUpperInvariant(), DataSets.Render(DataSets.Unit(Compress40), Recordings.Bursts(seed: 1)));
        var late = DataSets.Render(DataSets.Unit(Limit40), Recordings.Bursts(seed: 2));
        WriteEstimate("wavs/deep", DataSets.Target(2, Limit40), [.. new float[500], .. late.Select(sample => -sample)]);
        var table = Scores(folder["wavs"], dataSet);
        Assert.Equal(["wavs", "wavs"], table.Column("method"));
        Assert.All(Numbers(table, "esr"), esr => Assert.InRange(esr, 0, 1e-8));
        Assert.True(Numbers(table, "esr_unaligned")[1] > 1);
    }

    [Fact]
    public void MissingSettings_AreReported()
    {
        var (dataSet, sweep) = DataSetAndSweep();
        Directory.Delete(new SweepFolder(sweep).SettingPath(Compress60), recursive: true);
        var result = CommandLine.Run("evaluate", sweep, dataSet, "-o", folder["scores.csv"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Warning: unit.sweep: lacks compress-60.", Assert.Single(result.ErrorLines));
        Assert.Equal(2, CsvTable.Read(folder["scores.csv"]).Rows.Count);
    }

    [Fact]
    public void BuiltInCurve_IsMeasuredWhereItHasSettings()
    {
        var dataSet = DataSets.Write(folder["unit"], new UnitSetting(LevellingMode.Compress, 20), Compress60);
        var result = CommandLine.Run("evaluate", "la2a", dataSet, "-o", folder["scores.csv"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Warning: la2a: lacks compress-20.", Assert.Single(result.ErrorLines));
        var row = Assert.Single(CsvTable.Read(folder["scores.csv"]).Rows);
        Assert.Equal("la2a compress 60", $"{row[0]} {row[1]} {row[2]}");
        Assert.True(CsvTable.Number(row[3]) > 1e-4);
    }

    [Fact]
    public void Published_AddsTheScoresOfTheSameSettings()
    {
        var (dataSet, sweep) = DataSetAndSweep();
        var result = CommandLine.Run("evaluate", sweep, dataSet, "--published", "-o", folder["scores.csv"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("arXiv 2509.10706", result.Output, StringComparison.Ordinal);
        var table = CsvTable.Read(folder["scores.csv"]);
        Assert.Equal(
            ["unit.sweep", "4A-2A (published)", "4A-2A+GRU (published)", "UAD (published)", "CLA-2A (published)", "CA-2A (published)"],
            table.Column("method").Distinct());
        Assert.Equal(6 * 3, table.Rows.Count);
        Assert.Equal(
            ["4A-2A (published)", "limit", "40", "0.08461039490266756", "", "-0.0696200296811682", "", ""],
            table.Rows[5].ToArray());
        Assert.Single(File.ReadAllLines(folder["scores.csv"]), line => line.StartsWith("method", StringComparison.Ordinal));
    }

    [Fact]
    public void Means_ArePrintedByModeAndSelectionHolds()
    {
        var (dataSet, sweep) = DataSetAndSweep();
        var result = CommandLine.Run("evaluate", sweep, dataSet, "--mode", "compress", "--peak-reduction", "50:100");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.ErrorLines);
        var lines = result.Output.Split(Environment.NewLine);
        Assert.Contains(lines, line => line.Contains("unit.sweep", StringComparison.Ordinal) && line.Contains("compress         1   0.000 %", StringComparison.Ordinal));
        Assert.DoesNotContain("limit", result.Output, StringComparison.Ordinal);
        Assert.Equal([folder["unit"], folder["unit.sweep"]], Directory.GetFileSystemEntries(folder["."]).Select(Path.GetFullPath).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Usage_IsRefusedWithOneLine()
    {
        var (dataSet, sweep) = DataSetAndSweep();
        var wave = Path.Combine(dataSet, "Train", "input_1_.wav");
        Directory.CreateDirectory(folder["empty"]);
        CommandLine.AssertRefused(folder, ["evaluate", sweep, folder["nowhere"], "-o", folder["s.csv"]], "nowhere: found no such folder");
        CommandLine.AssertRefused(folder, ["evaluate", folder["empty"], dataSet], "empty: found neither fits of a sweep nor WAV files");
        CommandLine.AssertRefused(folder, ["evaluate", sweep, sweep, dataSet], "two methods of the name unit.sweep", "NAME=PATH");
        CommandLine.AssertRefused(folder, ["evaluate", $"a={sweep}", $"a={sweep}", dataSet], "two methods of the name a");
        CommandLine.AssertRefused(folder, ["evaluate", sweep, dataSet, "--mode", "limit", "--take", "2c"], "no recording of limit", "take 2c", "take 3c");
        CommandLine.AssertRefused(folder, ["evaluate", sweep, dataSet, "--peak-reduction", "60:40"], "60:40", "FROM <= TO");
        CommandLine.AssertRefused(folder, ["evaluate", sweep, dataSet, "--json", folder["s.json"]], "--json", "-o");
        CommandLine.AssertRefused(folder, ["evaluate", wave, wave, "--published"], "--published", "two recordings");
        CommandLine.AssertRefused(folder, ["evaluate", wave, wave, "-o", folder["s.csv"]], "--output", "two recordings");
        File.WriteAllText(folder["s.csv"], "precious");
        CommandLine.AssertRefused(folder, ["evaluate", sweep, dataSet, "-o", folder["s.csv"]], "s.csv");
    }

    [Fact]
    public void CtrlC_LeavesNothing()
    {
        var (dataSet, sweep) = DataSetAndSweep();
        var before = folder.Snapshot();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var result = CommandLine.Run(stop.Token, "evaluate", sweep, dataSet, "-o", folder["scores.csv"]);
        Assert.Equal(130, result.ExitCode);
        Assert.Equal(before, folder.Snapshot());
    }

    private (string DataSet, string Sweep) DataSetAndSweep()
    {
        var dataSet = DataSets.Write(folder["unit"], Compress40, Compress60, Limit40);
        return (dataSet, DataSets.WriteSweep(folder["unit.sweep"], dataSet));
    }

    private CsvTable Scores(params string[] args)
    {
        var path = folder[$"{Guid.NewGuid():N}.csv"];
        var result = CommandLine.Run(["evaluate", .. args, "-o", path]);
        Assert.All(result.ErrorLines, line => Assert.Contains("have no partner in the other file and are left out", line, StringComparison.Ordinal));
        Assert.Equal(0, result.ExitCode);
        return CsvTable.Read(path);
    }

    private void WriteEstimates(string name, Func<int, UnitSetting, float[]> estimate)
    {
        var settings = new[] { Compress40, Compress60, Limit40 };
        for (var index = 0; index < settings.Length; index++)
        {
            WriteEstimate(name, DataSets.Target(index + 1, settings[index]), estimate(index + 1, settings[index]));
        }
    }

    private void WriteEstimate(string name, string file, float[] samples)
    {
        Directory.CreateDirectory(folder[name]);
        Recordings.Write(Path.Combine(folder[name], file), samples);
    }

    private static double[] Numbers(CsvTable table, string column) => [.. table.Column(column).Select(CsvTable.Number)];
}
