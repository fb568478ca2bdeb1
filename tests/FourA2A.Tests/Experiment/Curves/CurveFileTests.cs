using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Curves;

namespace FourA2A.Tests.Experiment.Curves;

public sealed class CurveFileTests
{
    private const string Good =
        """
        {
          "version": 1,
          "name": "unit",
          "modes": {
            "compress": [
              { "peakReduction": 40, "parameters": { "thresholdDb": -13, "ratio": 5, "attackMs": 30, "releaseMs": 470, "makeUpDb": 0.7 } },
              { "peakReduction": 45.5, "parameters": { "thresholdDb": -14, "ratio": 4, "attackMs": 17, "releaseMs": 371, "makeUpDb": 0.6 },
                "standardErrors": { "ratio": null, "thresholdDb": 0.01 }, "notIdentifiable": ["ratio"], "esr": 0.08 }
            ]
          }
        }
        """;

    [Fact]
    public void BuiltIn_IsThePublishedTable()
    {
        var curve = CurveFile.Read("la2a");
        Assert.Equal("la2a", curve.Name);
        Assert.Contains("arXiv 2509.10706", curve.Source, StringComparison.Ordinal);
        foreach (var mode in Enum.GetValues<LevellingMode>())
        {
            Assert.Equal(Enumerable.Range(0, 13).Select(index => 40.0 + (5 * index)), curve.PointsOf(mode).Select(point => point.PeakReduction));
            Assert.All(curve.PointsOf(mode), point => Assert.Empty(point.StandardErrors));
        }

        var first = curve.PointsOf(LevellingMode.Compress)[0];
        Assert.Equal(
            new CompressorParameters(-13.075952529907227, 5.435610294342041, 30.516525268554688, 470.176513671875, 0.697806715965271), first.Parameters);
        Assert.Equal(0.08429848402738571, first.Esr);
        var last = curve.PointsOf(LevellingMode.Limit)[^1];
        Assert.Equal(
            new CompressorParameters(-34.903114318847656, 4.471458435058594, 0.9657101035118103, 256.3176574707031, 0.3162499666213989), last.Parameters);
        Assert.Equal(0.11086296290159225, last.Esr);
    }

    [Fact]
    public void Replace_IsReadBackToTheBit_AndWritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        using var culture = new ForeignCulture();
        var errors = new Dictionary<string, double?>(StringComparer.Ordinal) { ["delaySamples"] = 1e-4, ["ratio"] = null, ["thresholdDb"] = 1 / 3.0 };
        var curve = new ParameterCurve(
            "unit \"M\u00fcller\"",
            new Dictionary<LevellingMode, ImmutableArray<CurvePoint>>
            {
                [LevellingMode.Limit] =
                [
                    new() { PeakReduction = 0, Parameters = new(-30.123456789012345, 1 + (1 / 3.0), 1e-3, 987.6543210123457, -0.1), NotIdentifiable = ["ratio"], StandardErrors = errors, Esr = 0.0021 },
                    new() { PeakReduction = 63.5, Parameters = CompressorParameters.PublishedStart },
                ],
                [LevellingMode.Compress] = [new() { PeakReduction = 100, Parameters = CompressorParameters.PublishedStart }],
            },
            "a test");
        CurveFile.Replace(folder.Write("curve.json", "an earlier one"), curve);
        var read = CurveFile.Read(folder.File("curve.json"));

        Assert.Equal(curve.Name, read.Name);
        Assert.Equal(curve.Source, read.Source);
        Assert.Equal([LevellingMode.Compress, LevellingMode.Limit], read.Modes.Keys);
        foreach (var (mode, points) in curve.Modes)
        {
            foreach (var (expected, actual) in points.Zip(read.PointsOf(mode), (expected, actual) => (expected, actual)))
            {
                Assert.Equal(expected.PeakReduction, actual.PeakReduction);
                Assert.Equal(expected.Parameters, actual.Parameters);
                Assert.Equal(expected.Esr, actual.Esr);
                Assert.Equal(expected.NotIdentifiable.ToArray(), actual.NotIdentifiable.ToArray());
                Assert.Equal(expected.StandardErrors.OrderBy(error => error.Key), actual.StandardErrors.OrderBy(error => error.Key));
            }
        }

        CurveFile.Replace(folder.File("again.json"), read);
        Assert.Equal(File.ReadAllBytes(folder.File("curve.json")), File.ReadAllBytes(folder.File("again.json")));
    }

    [Fact]
    public void Read_TakesAFileMadeByHand()
    {
        using var folder = new TemporaryFolder();
        var points = CurveFile.Read(folder.Write("curve.json", Good)).PointsOf(LevellingMode.Compress);
        Assert.Equal(new CompressorParameters(-13, 5, 30, 470, 0.7), points[0].Parameters);
        Assert.Equal(double.NaN, points[0].Esr);
        Assert.Empty(points[0].NotIdentifiable);
        Assert.Empty(points[0].StandardErrors);
        Assert.Null(points[1].StandardErrors["ratio"]);
        Assert.Equal(0.01, points[1].StandardErrors["thresholdDb"]);
        Assert.Equal("ratio", Assert.Single(points[1].NotIdentifiable));
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "version: found 2, expected 1")]
    [InlineData("\"version\": 1", "\"version\": \"1\"", "found no curve file in line 2 at $.version")]
    [InlineData("\"version\": 1,", "", "found no curve file in line")]
    [InlineData("\"name\": \"unit\",", "", "found no curve file in line")]
    [InlineData("\"name\": \"unit\"", "\"name\": null", "found no curve file in line 3 at $.name")]
    [InlineData("\"name\": \"unit\"", "\"name\": \"unit\", \"name\": \"other\"", "found no curve file in line 3 at $.name")]
    [InlineData("\"name\": \"unit\"", "\"nmae\": \"unit\"", "found no curve file in line 3 at $.nmae")]
    [InlineData("\"compress\"", "\"compressor\"", "modes: found 'compressor', expected compress or limit")]
    [InlineData("\"compress\": [", "\"compress\": null, \"limit\": [", "found no curve file in line 5 at $.modes.compress")]
    [InlineData("\"peakReduction\": 40", "\"peakReduction\": 46", "modes.compress[1].peakReduction: found 45.5, expected more than 46")]
    [InlineData("45.5", "40", "modes.compress[1].peakReduction: found 40, expected more than 40")]
    [InlineData("45.5", "100.5", "modes.compress[1].peakReduction: found 100.5, expected a number from 0 to 100")]
    [InlineData("45.5", "null", "modes.compress[1].peakReduction: found NaN")]
    [InlineData("45.5", "NaN", "found no curve file in line 7")]
    [InlineData("45.5", "1e999", "modes.compress[1].peakReduction: found Infinity")]
    [InlineData("\"peakReduction\": 45.5,", "", "found no curve file in line")]
    [InlineData("\"ratio\": 4", "\"ratio\": 0.5", "modes.compress[1].parameters.ratio: found 0.5, expected a number from 1 to")]
    [InlineData("\"ratio\": 4", "\"ratio\": null", "modes.compress[1].parameters.ratio: found NaN")]
    [InlineData("\"ratio\": 4", "\"ratio\": \"4\"", "found no curve file in line 7 at $.modes.compress[1].parameters.ratio")]
    [InlineData("\"ratio\": 4, ", "", "found no curve file in line 7 at $.modes.compress[1].parameters")]
    [InlineData("371", "-371", "modes.compress[1].parameters.releaseMs: found -371")]
    [InlineData("\"esr\": 0.08", "\"esr\": -0.08", "modes.compress[1].esr: found -0.08")]
    [InlineData("\"esr\": 0.08", "\"esr\": 1e999", "modes.compress[1].esr: found Infinity")]
    [InlineData("\"thresholdDb\": 0.01", "\"thresholdDb\": -0.01", "modes.compress[1].standardErrors.thresholdDb: found -0.01")]
    [InlineData("\"thresholdDb\": 0.01", "\"threshold\": 0.01", "modes.compress[1].standardErrors: found threshold, expected one of thresholdDb, ratio")]
    [InlineData("[\"ratio\"]", "[\"rate\"]", "modes.compress[1].notIdentifiable: found rate")]
    [InlineData("[\"ratio\"]", "[null]", "modes.compress[1].notIdentifiable: found ")]
    public void Read_NamesFileAndPlace(string what, string with, string message)
    {
        using var folder = new TemporaryFolder();
        var text = Good.Replace(what, with, StringComparison.Ordinal);
        Assert.False(string.Equals(Good, text, StringComparison.Ordinal), "The case must change the file.");
        AssertRefused(folder.Write("curve.json", text), message);
    }

    [Theory]
    [InlineData("""{ "version": 1, "name": "x", "modes": {} }""", "modes: found no point")]
    [InlineData("""{ "version": 1, "name": "x", "modes": { "limit": [] } }""", "modes: found no point")]
    [InlineData("""{ "version": 1, "name": "x", "modes": { "limit": [null] } }""", "modes.limit[0]: found null")]
    [InlineData("""{ "version": 1, "parameters": { "thresholdDb": -24 } }""", "found no curve file in line 1 at $.parameters")]
    [InlineData("null", "found null, expected a curve file")]
    [InlineData("[]", "found no curve file in line 1")]
    [InlineData("", "found no curve file")]
    [InlineData("RIFF\u0001\u0002WAVE", "found no curve file in line 1")]
    public void Read_RefusesWhatIsNoCurve(string text, string message)
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.Write("curve.json", text), message);
    }

    [Fact]
    public void Read_RefusesAMissingFileAndAFolder()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.File("none.json"), "found no readable file");
        AssertRefused(folder.Path, "found a folder");
        AssertRefused("./la2a", "found no readable file");
    }

    private static void AssertRefused(string path, string message)
    {
        var exception = Assert.Throws<InputException>(() => CurveFile.Read(path));
        Assert.StartsWith($"{path}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }
}
