using FourA2A.Experiment;
using FourA2A.Experiment.Sweeps;
using FourA2A.Files;

namespace FourA2A.Tests.Cli;

/// <summary>
/// What is wrong with a data set is said in one line each, its sound settings are done, and nothing is lost.
/// </summary>
public sealed class BadDataSetTests(BadDataSet data) : IClassFixture<BadDataSet>
{
    private static readonly int[] Done =
        [BadDataSet.LastGood, BadDataSet.Duplicate, BadDataSet.Misaligned, BadDataSet.UnequalLengths, BadDataSet.Good];

    private static readonly int[] Failed =
        [BadDataSet.NotANumber, BadDataSet.ZeroBytes, BadDataSet.TruncatedHeader, BadDataSet.OtherRate, BadDataSet.MisalignedTooFar];

    [Fact]
    public void SoundSettings_AreDone()
    {
        Assert.Equal(3, data.Sweep.ExitCode);
        Assert.Equal(3, data.Evaluate.ExitCode);
        var folder = new SweepFolder(data.SweepFolder);
        Assert.Equal(
            Done.Select(peakReduction => folder.SettingPath(BadDataSet.Setting(peakReduction))).Order(StringComparer.Ordinal),
            Directory.GetDirectories(folder.SettingsPath).Order(StringComparer.Ordinal));
        Assert.All(Done, peakReduction => Assert.InRange(Result(peakReduction).Esr, 0, 1e-3));
        Assert.Equal(Done.Select(peakReduction => $"{peakReduction}"), CsvTable.Read(data.Scores).Column("peak_reduction"));
        Assert.All(CsvTable.Read(data.Scores).Column("esr"), esr => Assert.InRange(CsvTable.Number(esr), 0, 1e-6));
    }

    [Fact]
    public void Summary_HasARowForEveryPair()
    {
        var summary = CsvTable.Read(new SweepFolder(data.SweepFolder).SummaryPath);
        Assert.Equal(Done.Concat(Failed).Order(), summary.Column("peak_reduction").Select(int.Parse).Order());
        foreach (var row in summary.Rows)
        {
            var peakReduction = int.Parse(row[summary.Header.IndexOf("peak_reduction")]);
            Assert.Equal(Failed.Contains(peakReduction), row[summary.Header.IndexOf("esr")].Length == 0);
            Assert.Equal(Failed.Contains(peakReduction), row[summary.Header.IndexOf("status")] == "failed");
        }
    }

    [Theory]
    [InlineData(BadDataSet.MissingDry, "no input_95_.wav beside it")]
    [InlineData(BadDataSet.MissingWet, "no target_90_*.wav beside it")]
    [InlineData(BadDataSet.NoFile, "no target_50_*.wav beside it")]
    [InlineData(BadDataSet.UnequalLengths, "samples (0.227 s) have no partner")]
    [InlineData(BadDataSet.Misaligned, "samples (0.159 s) have no partner")]
    [InlineData(BadDataSet.MisalignedTooFar, "found a coherence of")]
    [InlineData(BadDataSet.OtherRate, "found 48000 Hz, expected 44100 Hz")]
    [InlineData(BadDataSet.Duplicate, "compress-65 has 2 recordings")]
    [InlineData(BadDataSet.TruncatedHeader, "found ")]
    [InlineData(BadDataSet.ZeroBytes, "found ")]
    [InlineData(BadDataSet.NotANumber, "777")]
    public void Trouble_IsNamedInOneLine(int peakReduction, string words)
    {
        // A sweep says so in the setting's row, too.
        string[][] told = [[.. data.Sweep.ErrorLines, .. data.Sweep.Output.Split(Environment.NewLine)], data.Evaluate.ErrorLines];
        Assert.All(told, lines => Assert.Contains(
            lines,
            line => line.Contains(words, StringComparison.Ordinal)
                && (line.Contains($"input_{peakReduction}_", StringComparison.Ordinal) || line.Contains($"target_{peakReduction}_", StringComparison.Ordinal))));
    }

    [Fact]
    public void ThousandsOfSamples_AreFound()
        => Assert.Equal(7000, Result(BadDataSet.Misaligned).DelaySamples, 0.02);

    [Fact]
    public void Duplicates_UseTheLongest()
        => Assert.EndsWith("target_65_LA2A_3c__0__65.wav", Result(BadDataSet.Duplicate).Inputs.Wet.Path, StringComparison.Ordinal);

    [Fact]
    public void NothingIsLostOrOverwritten()
        => Assert.Empty(data.Before.Except(data.After));

    [Fact]
    public void EveryLineIsAWarning()
    {
        Assert.All(data.Sweep.ErrorLines, line => Assert.StartsWith("Warning: ", line, StringComparison.Ordinal));
        Assert.All(data.Evaluate.ErrorLines, line => Assert.StartsWith("Warning: ", line, StringComparison.Ordinal));
    }

    private FitResultRecord Result(int peakReduction) => ResultFile.Read(new SweepFolder(data.SweepFolder).ResultPath(BadDataSet.Setting(peakReduction)));
}
