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
        Assert.Empty(outcome.OutsideUnitAttack());
        Assert.Equal(200, outcome.Curves().Rows.Count);

        // A finished task leaves no fit that the next run would take for its own.
        Assert.True(File.Exists(folder.File("task/progress.json")));
        outcome.ForgetFit();
        Assert.False(File.Exists(folder.File("task/progress.json")));
    }

    [Fact]
    public void OutsideUnitAttack_LeavesOutWhatFollowsAnUpwardStep()
    {
        using var folder = new TempFolder();
        var unit = RmsCompressorSettings.PublishedTestSignal;
        var truth = new ModelSettings(unit.ThresholdDb, unit.Ratio, unit.KneeDb, unit.AttackMs, unit.ReleaseMs, null, unit.MakeUpDb);
        var outcome = TaskOutcome.Of(new BenchTask(1, "profile", new ProfileSignal(44_100, 1), unit, truth), folder.File("task"), maximumIterations: 2);
        var (rows, whole) = (outcome.OutsideUnitAttack(), outcome.Quality().ToList());
        Assert.Equal(["approximate-ballistics", "one-pole"], rows.Select(row => row[1]));
        Assert.All(rows, row => Assert.Equal(TaskOutcome.OutsideUnitAttackColumns.Length, row.Length));

        // Two steps of Adam leave the start's make-up: what is off most is not the same with and without the attacks.
        Assert.NotEqual(whole[0][5], rows[0][2]);
        Assert.True((double)rows[0][4] <= (double)whole[0][7]);
    }

    [Fact]
    public void LevelsDb_OfTheProfileItselfAreItsPlateaus()
    {
        var profile = new ProfileSignal(44_100);
        Assert.All(profile.Plateaus.Zip(StaticCharacteristic.LevelsDb(profile, profile)), level => Assert.Equal(level.First.LevelDb, level.Second, 0.01));
    }

    [Fact]
    public void Of_AreInTheOrderOfTheirNumbersAndFiveSecondsLong()
    {
        BenchTask[] all = [.. Enumerable.Range(1, BenchTask.Names.Length).Select(BenchTask.Of)];
        Assert.Equal([1, 2, 3, 4, 5], all.Select(task => task.Number));
        Assert.Equal(BenchTask.Names, all.Select(task => task.Name));
        Assert.All(all, task => Assert.Equal(5 * 44_100, task.Dry.SampleCount));
        Assert.Equal([true, true, false, false, false], all.Select(task => task.Published is not null));
    }
}
