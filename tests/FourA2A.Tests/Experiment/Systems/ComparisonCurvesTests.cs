using System.Collections.Immutable;
using FourA2A.ApproximateBallistics;
using FourA2A.Audio;
using FourA2A.Experiment.Systems;
using FourA2A.Files;

namespace FourA2A.Tests.Experiment.Systems;

public sealed class ComparisonCurvesTests
{
    // Windows of 5 ms are 40 samples each.
    private const int SampleRate = 8000;
    private const int Window = 40;

    [Fact]
    public void Measure_GivesLevelsResidualsAndOutlinesOfWindows()
    {
        var target = Square(3, _ => 0.5);
        var estimate = Square(3, window => window == 1 ? 0.25 : 0.5);
        var table = ComparisonCurves.Measure(target, target, [("one-pole", estimate)], [true, false, false]);
        Assert.Equal(["part", "time_s", "attack", "dry_db", "target_db", "target_low", "target_high", "one_pole_db", "one_pole_residual_db", "one_pole_low", "one_pole_high"], table.Header.ToArray());
        Assert.Equal([0.0025, 0.0075, 0.0125], table.Numbers("time_s"));
        Assert.Equal([1, 0, 0], table.Numbers("attack"));

        // A square wave's level is its amplitude's: 20 log10(0.5) = -6.021, half of it 6.021 dB less.
        Assert.Equal([-6.021, -6.021, -6.021], table.Numbers("target_db"));
        Assert.Equal([-6.021, -12.041, -6.021], table.Numbers("one_pole_db"));
        Assert.Equal([0, -6.021, 0], table.Numbers("one_pole_residual_db"));
        Assert.Equal([-0.5, -0.25, -0.5], table.Numbers("one_pole_low"));
        Assert.Equal([0.5, 0.25, 0.5], table.Numbers("one_pole_high"));
    }

    [Fact]
    public void Pauses_HaveNoLevel()
    {
        // 20 log10(0.001 / 0.5) = -54 dB.
        var target = Square(2, window => window == 0 ? 0.5 : 0.001);
        var table = ComparisonCurves.Measure(target, target, [("other model", target)]);
        Assert.Equal([-6.021, double.NaN], table.Numbers("target_db"));
        Assert.Equal([0, double.NaN], table.Numbers("other_model_residual_db"));
        Assert.Equal([0.5, 0.001], table.Numbers("other_model_high"));
        Assert.All(table.Column("attack"), cell => Assert.Empty(cell));
    }

    [Fact]
    public void LongFile_HasRowsOfSeveralWindowsAndTheBusiestPassage()
    {
        // 10 s, 2,000 windows, of which only the seventh second moves.
        var target = Square(2000, window => window is >= 1200 and < 1400 && window / 20 % 2 == 0 ? 0.9 : 0.1);
        var estimate = Square(2000, window => window == 1201 ? 0.45 : window is >= 1200 and < 1400 && window / 20 % 2 == 0 ? 0.9 : 0.1);
        var attack = Enumerable.Range(0, 2000).Select(window => window < 2).ToImmutableArray();
        var table = ComparisonCurves.Measure(target, target, [("one-pole", estimate)], attack);
        var (whole, passage) = (Rows(table, ComparisonCurves.Whole), Rows(table, ComparisonCurves.Passage));
        Assert.Equal(500, whole.Count);
        Assert.Equal(600, passage.Count);
        Assert.Equal("0.5", whole[0][2]);
        var times = passage.Select(row => CsvTable.Number(row[1])).ToList();
        Assert.True(times[0] < 6 && times[^1] > 6.99, $"{times[0]}..{times[^1]}");

        // The row of windows 1200 to 1203: the worst of them, not their mean.
        Assert.Equal("-6.021", whole[300][table.Header.IndexOf("one_pole_residual_db")]);
    }

    [Fact]
    public void AttackWindows_BeginWithARiseAndLastForTheAttack()
    {
        // 0.2 s of silence, then a tone above the threshold: its level passes -20 dB within the first 5 ms of it.
        const int SamplesPerSecond = 44100;
        var samples = Enumerable.Range(0, SamplesPerSecond).Select(n => n < 0.2 * SamplesPerSecond ? 0 : (float)(0.5 * Math.Sin(0.2 * n))).ToArray();
        var windows = AttackWindows.Find(new ArraySignal(samples, SamplesPerSecond), new ApproximateParameters(-20, 4, 0, 0, 50, 200, 20));
        Assert.Equal(200, windows.Length);

        // A gain is reached one window after its frame begins, so within the first window of the tone; 50 ms are ten windows, and one that is shared.
        int[] marked = [.. windows.Index().Where(window => window.Item).Select(window => window.Index)];
        Assert.Equal(40, marked[0]);
        Assert.Equal(marked[^1] - 40 + 1, marked.Length);
        Assert.InRange(marked.Length, 10, 11);
    }

    private static IReadOnlyList<ImmutableArray<string>> Rows(CsvTable table, string part) => [.. table.Rows.Where(row => row[0] == part)];

    private static ArraySignal Square(int windows, Func<int, double> amplitude)
        => new(Enumerable.Range(0, windows * Window).Select(n => (float)(amplitude(n / Window) * (n % 2 == 0 ? 1 : -1))).ToArray(), SampleRate);
}
