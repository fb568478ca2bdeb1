using FourA2A.ApproximateBallistics;
using FourA2A.Compressor;

namespace FourA2A.Tests.Compressor;

public sealed class ParameterLimitsTests
{
    [Fact]
    public void Check_AcceptsThePublishedStart() => ParameterLimits.Check(CompressorParameters.PublishedStart, string.Empty);

    [Fact]
    public void Of_HasTheNamesOfTheParameters()
        => Assert.Equal(
            string.Join(',', UnconstrainedParameters.Names),
            string.Join(',', ParameterLimits.Of(CompressorParameters.PublishedStart).Select(limit => limit.Name)));

    [Fact]
    public void Check_AcceptsTheRangesOfAnApproximateFit()
    {
        ParameterLimits.Check(ApproximateRanges.Default.Minimum, string.Empty);
        ParameterLimits.Check(ApproximateRanges.Default.Maximum, string.Empty);
    }

    [Fact]
    public void Of_HasTheNamesOfTheApproximateParameters()
        => Assert.Equal(ApproximateParameters.Names, ParameterLimits.Of(ApproximateRanges.Default.Minimum).Select(limit => limit.Name));

    public static TheoryData<double, double, double, double, double, string> Outside => new()
    {
        { double.NaN, 4, 1, 200, 0, "thresholdDb" },
        { double.PositiveInfinity, 4, 1, 200, 0, "thresholdDb" },
        { -36, 0.99, 1, 200, 0, "ratio" },
        { -36, 4, 0, 200, 0, "attackMs" },
        { -36, 4, 1, -200, 0, "releaseMs" },
        { -36, 4, 1, 200, 201, "makeUpDb" },
    };

    [Theory]
    [MemberData(nameof(Outside))]
    public void Check_NamesTheSetting(double threshold, double ratio, double attack, double release, double makeUp, string name)
    {
        var settings = new CompressorParameters(threshold, ratio, attack, release, makeUp);
        var exception = Assert.Throws<InputException>(() => ParameterLimits.Check(settings, "unit.json: "));
        Assert.StartsWith($"unit.json: {name}: found ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoveInside_LeavesSettingsWithinTheLimitsAlone()
        => Assert.Equal(CompressorParameters.PublishedStart, ParameterLimits.MoveInside(CompressorParameters.PublishedStart));

    [Theory]
    [InlineData(-1764, 1.05, 3)]
    [InlineData(-400, 2, 130)]
    [InlineData(1e9, 4, 0)]
    public void MoveInside_KeepsWhatComesOut(double threshold, double ratio, double makeUp)
    {
        var settings = new CompressorParameters(threshold, ratio, 1, 100, makeUp);
        var inside = ParameterLimits.MoveInside(settings);
        ParameterLimits.Check(inside, string.Empty);
        var samples = Array.ConvertAll(new float[44100], _ => 0.25f);
        var (expected, found) = (new float[samples.Length], new float[samples.Length]);
        new StreamingCompressor(settings, 44100).Process(samples, expected);
        new StreamingCompressor(inside, 44100).Process(samples, found);

        // At the end, when neither remembers its beginning.
        Assert.Equal(1, found[^1] / expected[^1], 1e-5);
    }

    [Fact]
    public void Check_LeavesTheArithmeticSoundAtEveryCorner()
    {
        var limits = ParameterLimits.Of(CompressorParameters.PublishedStart);
        for (var corner = 0; corner < 1 << limits.Length; corner++)
        {
            double At(int i) => (corner >> i & 1) == 0 ? limits[i].Minimum : limits[i].Maximum;
            var settings = new CompressorParameters(At(0), At(1), At(2), At(3), At(4));
            ParameterLimits.Check(settings, string.Empty);
            float[] samples = [1e6f, -1e-9f, 0.5f, 0, -1e6f, 0.1f, 1, -1];
            new StreamingCompressor(settings, 44100).Process(samples, samples);
            Assert.All(samples, sample => Assert.True(float.IsFinite(sample)));
        }
    }
}
