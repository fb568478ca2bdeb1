using FourA2A.Audio;
using FourA2A.Bench.Tasks;
using FourA2A.Compressor;
using FourA2A.Experiment.Systems;
using FourA2A.Simulation;

namespace FourA2A.Tests.Benches;

/// <summary>What <c>bench tasks</c> makes of a task, on a second of sound and after a few steps of Adam.</summary>
public sealed class TaskOutcomeTests
{
    private static readonly CompressorParameters Unit = new(-24, 4, 2, 100, 3);

    [Fact]
    public void Of_FitsBothSystemsAndFillsTheTables()
    {
        using var folder = new TempFolder();
        var dry = new TrimmedSignal(ShippedRecordings.Load(ShippedRecordings.Loop), 0, 44_100);
        var outcome = TaskOutcome.Of(new BenchTask(1, "short", dry, Unit, ModelSettings.Of(Unit)), folder.File("task"), maximumIterations: 5);

        var settings = outcome.Settings().ToList();
        Assert.Equal(["true", "approximate-ballistics", "one-pole"], settings.Select(row => row[1]));
        Assert.All(settings, row => Assert.Equal(TaskOutcome.SettingsColumns.Length, row.Length));
        Assert.Equal(Unit.ThresholdDb, (double)settings[2][2], 0.01);

        var quality = outcome.Quality().ToList();
        Assert.All(quality, row => Assert.Equal(TaskOutcome.QualityColumns.Length, row.Length));
        Assert.InRange((double)quality[1][2], 0, 1e-6);
        Assert.True((double)quality[0][2] > 0.1);

        // On a target of its own model Newton's method is where Adam is after its fifth step, and Adam never where Newton's method is.
        var ratios = outcome.Ratios().ToList();
        Assert.All(ratios, row => Assert.Equal(TaskOutcome.RatioColumns.Length, row.Length));
        Assert.All(ratios, row => Assert.IsType<double>(row[6]));
        Assert.All(ratios, row => Assert.Equal(FitCourse.Never, row[8]));
        Assert.Empty(outcome.Plateaus());
        Assert.Equal(200, outcome.Curves().Rows.Count);
    }

    [Fact]
    public void LevelsDb_OfTheProfileItselfAreItsPlateaus()
    {
        var profile = new ProfileSignal(44_100);
        Assert.All(profile.Plateaus.Zip(StaticCharacteristic.LevelsDb(profile, profile)), level => Assert.Equal(level.First.LevelDb, level.Second, 0.01));
    }

    [Fact]
    public void All_AreInTheOrderOfTheirNumbersAndFiveSecondsLong()
    {
        Assert.Equal([1, 2, 3, 4, 5], BenchTask.All.Select(task => task.Number));
        Assert.All(BenchTask.All, task => Assert.Equal(5 * 44_100, task.Dry.SampleCount));
        Assert.Equal([true, true, false, false, false], BenchTask.All.Select(task => task.Published is not null));
    }
}
