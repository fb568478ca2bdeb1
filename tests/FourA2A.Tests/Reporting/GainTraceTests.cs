using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Files;
using FourA2A.Reporting;

namespace FourA2A.Tests.Reporting;

public sealed class GainTraceTests
{
    private const int SampleRate = 8000;

    private static readonly CompressorParameters Parameters = new(-30, 4, 5, 200, 3);

    [Fact]
    public void Measure_OfTheModelItselfFindsOneGain()
    {
        var dry = Tone(12, level: time => time % 2 < 1 ? 0.5 : 0.05);
        var table = GainTrace.Measure(dry, Rendered(dry), Parameters);
        Assert.Equal("time_s,target_gain_db,model_gain_db", string.Join(',', table.Header));
        Assert.Equal(1000, table.Rows.Count);
        Assert.Equal(table.Column("target_gain_db"), table.Column("model_gain_db"));
        Assert.Contains(table.Column("model_gain_db").Select(CsvTable.Number), gain => gain < -10);
    }

    [Fact]
    public void Measure_SeesAGainThatIsKnown()
    {
        var dry = Tone(5, _ => 0.1);
        var wet = new ArraySignal(dry.Samples.ToArray().Select(sample => sample / 2).ToArray(), SampleRate);
        var table = GainTrace.Measure(dry, wet, Parameters with { Ratio = 1 });
        Assert.Equal(500, table.Rows.Count);
        Assert.All(table.Column("target_gain_db"), gain => Assert.Equal("-6.021", gain));
        Assert.All(table.Column("model_gain_db"), gain => Assert.Equal("3", gain));
    }

    [Fact]
    public void Measure_LeavesQuietWindowsEmpty()
    {
        var dry = Tone(4, time => time is >= 1 and < 2 ? 0 : time is >= 2 and < 3 ? 1e-3 : 0.5);
        var table = GainTrace.Measure(dry, Rendered(dry), Parameters);
        string[] gains = [.. table.Column("target_gain_db")];
        Assert.All(gains[100..300], Assert.Empty);
        Assert.All(gains[..100].Concat(gains[300..]), Assert.NotEmpty);
        Assert.Equal(gains.Select(gain => gain.Length == 0), table.Column("model_gain_db").Select(gain => gain.Length == 0));
    }

    [Fact]
    public void Measure_OfASilentTargetIsEmpty()
    {
        var dry = Tone(1, _ => 0.5);
        Assert.All(GainTrace.Measure(dry, new ArraySignal(new float[SampleRate], SampleRate), Parameters).Column("target_gain_db"), Assert.Empty);
    }

    [Fact]
    public void Measure_TakesTheBusiestPassage()
    {
        // Loud and even, quiet and busy, loud and busy.
        var dry = Tone(60, time => time < 20 ? 0.5 : time % 1 < 0.5 ? 0.01 : time < 40 ? 0.02 : 0.6);
        var times = GainTrace.Measure(dry, dry, Parameters).Column("time_s").Select(CsvTable.Number).ToArray();
        Assert.InRange(times[0], 39, 51);
        Assert.Equal(1000, times.Length);
    }

    [Fact]
    public void Measure_StartsTheModelEarlyEnough()
    {
        var dry = Tone(60, time => time < 40 ? 0.5 : time % 1 < 0.5 ? 0.05 : 0.6);
        var rendered = Rendered(dry);
        var table = GainTrace.Measure(dry, rendered, Parameters);
        Assert.True(CsvTable.Number(table.Rows[0][0]) > 30);
        Assert.Equal(table.Column("target_gain_db"), table.Column("model_gain_db"));
    }

    [Fact]
    public void Measure_OfAFileShorterThanAWindowIsEmpty()
        => Assert.Empty(GainTrace.Measure(Tone(0.005, _ => 1), Tone(0.005, _ => 1), Parameters).Rows);

    private static ArraySignal Tone(double seconds, Func<double, double> level)
        => new(
            Enumerable.Range(0, (int)(seconds * SampleRate)).Select(n => (float)(level((double)n / SampleRate) * Math.Sin(2 * Math.PI * 500 * n / SampleRate))).ToArray(),
            SampleRate);

    private static ArraySignal Rendered(ArraySignal dry)
    {
        var output = new float[dry.SampleCount];
        new StreamingCompressor(Parameters, SampleRate).Process(dry.Samples, output);
        return new ArraySignal(output, SampleRate);
    }
}
