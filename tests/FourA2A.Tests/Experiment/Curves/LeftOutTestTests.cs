using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Sweeps;
using FourA2A.Tests.Cli;

namespace FourA2A.Tests.Experiment.Curves;

public sealed class LeftOutTestTests : IDisposable
{
    private static readonly UnitSetting[] Five = MadeSweep.Settings(LevellingMode.Limit, 0, 25, 50, 75, 100);

    private readonly Cli.TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Interpolate_LeavesOutThePublishedSettings()
    {
        var rows = LeftOutTest.Interpolate(CurveFile.Read("la2a"));
        double[] positions = [45, 55, 65, 75, 85, 95];
        Assert.Equal(
            from mode in new[] { LevellingMode.Compress, LevellingMode.Limit }
            from position in positions
            from interpolation in new[] { CurveInterpolation.Monotone, CurveInterpolation.Linear, CurveInterpolation.NotAKnot }
            select (new UnitSetting(mode, position), interpolation),
            rows.Select(row => (row.Setting, row.Interpolation)));
        Assert.All(rows, row => Assert.True(double.IsNaN(row.Esr)));

        // The published table's row for compress, 45.
        Assert.Equal(0.08019973337650299, rows[0].EsrFitted);
    }

    [Theory]
    [InlineData(1, new double[] { })]
    [InlineData(2, new double[] { })]
    [InlineData(3, new double[] { 10 })]
    [InlineData(4, new double[] { 10 })]
    [InlineData(5, new double[] { 10, 30 })]
    public void Interpolate_KeepsTheEnds(int count, double[] leftOut)
    {
        var curve = new ParameterCurve("test", new Dictionary<LevellingMode, ImmutableArray<CurvePoint>>
        {
            [LevellingMode.Compress] = [.. Enumerable.Range(0, count).Select(index => new CurvePoint { PeakReduction = 10 * index, Parameters = MadeSweep.Straight(index) })],
        });
        Assert.Equal(leftOut, LeftOutTest.Interpolate(curve).Select(row => row.Setting.PeakReduction).Distinct());
    }

    [Fact]
    public void Run_OnStraightLines_FindsWhatWasFitted()
    {
        var (rows, findings) = Run(MadeSweep.Write(folder["unit"], MadeSweep.Straight, Five));
        Assert.Empty(findings);
        Assert.Equal(6, rows.Length);
        Assert.All(rows, row => Assert.InRange(row.Esr, 0, MadeSweep.MovingEsr));
        Assert.All(rows, row => Assert.Equal(1e-6, row.EsrFitted));
    }

    [Fact]
    public void Run_MeasuresAsIfRenderedAndComparedPlainly()
    {
        var (rows, _) = Run(MadeSweep.Write(folder["unit"], MadeSweep.Bent, Five));
        Assert.All(rows, row =>
        {
            var expected = PlainEsr(row.Parameters, MadeSweep.Bent(row.Setting.PeakReduction));
            Assert.InRange(row.Esr, 1e-5, 1);
            Assert.Equal(expected, row.Esr, 1e-3 * expected);
        });

        // Each bends in its own way.
        Assert.Equal(3, rows.Where(row => row.Setting.PeakReduction == 25).Select(row => row.Esr).Distinct().Count());
    }

    [Fact]
    public void Run_NamesSettingsWhoseRecordingsCannotBeUsed_AndMeasuresTheOthers()
    {
        var sweep = MadeSweep.Write(folder["unit"], MadeSweep.Straight, [.. Five, .. MadeSweep.Settings(LevellingMode.Compress, 0, 10, 20)]);
        File.Delete(folder["unit-limit-25.wav"]);
        File.Delete(folder["unit-limit-75.wav"]);
        Recordings.Write(folder["unit-limit-75.wav"], Recordings.Bursts(0.25));
        var (rows, findings) = Run(sweep);
        Assert.Equal(new UnitSetting(LevellingMode.Compress, 10), Assert.Single(rows.Select(row => row.Setting).Distinct()));
        Assert.Equal(2, findings.Length);
        Assert.Contains("limit-25.wav", findings[0], StringComparison.Ordinal);
        Assert.Contains("found 11025 samples, expected 22250", findings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StopsWhenAsked()
    {
        var sweep = MadeSweep.Write(folder["unit"], MadeSweep.Straight, Five);
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            LeftOutTest.Run(CurveFile.Read(sweep.CurvePath), sweep, _ => source.Cancel(), source.Token));
    }

    [Fact]
    public void Esr_OfSettingsBeyondTheLimits_IsNotMeasured()
    {
        var sweep = MadeSweep.Write(folder["unit"], MadeSweep.Straight, Five);
        using var recording = LeftOutRecording.Open(sweep.ResultPath(Five[1]));
        Assert.Equal(double.NaN, recording.Esr(MadeSweep.Straight(25) with { Ratio = 0.5 }));
        Assert.InRange(recording.Esr(MadeSweep.Straight(25)), 0, MadeSweep.MovingEsr);
    }

    [Fact]
    public void Table_HasOneRowEach()
    {
        var rows = LeftOutTest.Interpolate(CurveFile.Read("la2a"));
        var table = CurveTables.LeftOut([rows[0] with { Esr = 0.25 }, .. rows[1..]]);
        Assert.Equal("mode,peak_reduction,interpolation,threshold_db,ratio,attack_ms,release_ms,make_up_db,esr,esr_fitted", string.Join(',', table.Header));
        Assert.Equal(36, table.Rows.Count);
        Assert.StartsWith("compress,45,monotone,-14.29", string.Join(',', table.Rows[0]), StringComparison.Ordinal);
        Assert.EndsWith(",0.25,0.08019973337650299", string.Join(',', table.Rows[0]), StringComparison.Ordinal);
        Assert.Equal(["monotone", "linear", "not-a-knot"], table.Column("interpolation").Distinct());
        Assert.Equal("", table.Column("esr").Last());
    }

    private static (ImmutableArray<LeftOutRow> Rows, ImmutableArray<string> Findings) Run(SweepFolder sweep)
        => LeftOutTest.Run(CurveFile.Read(sweep.CurvePath), sweep, _ => { });

    // The true delay is known: nothing need be moved.
    private static double PlainEsr(CompressorParameters interpolated, CompressorParameters unit)
    {
        var (estimate, target) = (Rendered(interpolated), Rendered(unit));
        var (error, energy, e, y) = (0.0, 0.0, 0.0, 0.0);
        for (var n = 1; n < target.Length; n++)
        {
            e = estimate[n] - estimate[n - 1] + (0.995 * e);
            y = target[n] - target[n - 1] + (0.995 * y);
            error += (e - y) * (e - y);
            energy += y * y;
        }

        return error / energy;
    }

    private static float[] Rendered(CompressorParameters parameters)
    {
        var samples = MadeSweep.Dry.ToArray();
        new StreamingCompressor(parameters, Recordings.SampleRate).Process(samples, samples);
        return samples;
    }
}
