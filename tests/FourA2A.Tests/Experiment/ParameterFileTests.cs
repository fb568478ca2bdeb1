using FourA2A.ApproximateBallistics;
using FourA2A.Compressor;
using FourA2A.Experiment;

namespace FourA2A.Tests.Experiment;

public sealed class ParameterFileTests
{
    private const string Good =
        """
        { "version": 1, "parameters": { "thresholdDb": -24.5, "ratio": 4.25, "attackMs": 0.75, "releaseMs": 200, "makeUpDb": 1.5e0 } }
        """;

    private const string GoodApproximate =
        """
        { "version": 1, "model": "approximate-ballistics", "parameters": { "thresholdDb": -24.5, "ratio": 4.25, "kneeDb": 2, "makeUpDb": 1.5, "attackMs": 10.2, "releaseMs": 102, "smoothingMs": 9.5 } }
        """;

    [Fact]
    public void Read_ReturnsTheSettings()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(new CompressorParameters(-24.5, 4.25, 0.75, 200, 1.5), ParameterFile.Read(folder.Write("p.json", Good)));
    }

    [Fact]
    public void Read_IgnoresOtherFields()
    {
        using var folder = new TemporaryFolder();
        var text = Good.Replace("\"version\"", "\"note\": [1, {}], \"version\"", StringComparison.Ordinal)
            .Replace("\"ratio\"", "\"kneeDb\": 0, \"ratio\"", StringComparison.Ordinal);
        Assert.Equal(4.25, ParameterFile.Read(folder.Write("p.json", text)).Ratio);
    }

    [Fact]
    public void Read_IsTheSameUnderEveryCulture()
    {
        using var folder = new TemporaryFolder();
        using var culture = new ForeignCulture();
        Assert.Equal("-0,75", $"{-0.75}".Replace('\u2212', '-'));
        Assert.Equal(new CompressorParameters(-24.5, 4.25, 0.75, 200, 1.5), ParameterFile.Read(folder.Write("p.json", Good)));

        var path = folder.Write("bad.json", Good.Replace("4.25", "0.5", StringComparison.Ordinal));
        var exception = Assert.Throws<InputException>(() => ParameterFile.Read(path));
        Assert.Contains("found 0.5, expected a number from 1 to", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": 1, ", "", "version: found nothing, expected a number")]
    [InlineData("\"version\": 1", "\"version\": 2", "version: found 2, expected 1")]
    [InlineData("\"version\": 1", "\"version\": 1.5", "version: found 1.5, expected 1")]
    [InlineData("\"version\": 1", "\"version\": \"1\"", "version: found a text in quotes, expected a number")]
    [InlineData("\"parameters\"", "\"parameter\"", "parameters: found nothing, expected an object")]
    [InlineData("\"ratio\": 4.25, ", "", "parameters.ratio: found nothing, expected a number")]
    [InlineData("\"ratio\"", "\"Ratio\"", "parameters.ratio: found nothing, expected a number")]
    [InlineData("4.25", "\"4.25\"", "parameters.ratio: found a text in quotes, expected a number")]
    [InlineData("4.25", "null", "parameters.ratio: found null, expected a number")]
    [InlineData("4.25", "true", "parameters.ratio: found true, expected a number")]
    [InlineData("4.25", "false", "parameters.ratio: found false, expected a number")]
    [InlineData("4.25", "[4]", "parameters.ratio: found an array, expected a number")]
    [InlineData("4.25", "{}", "parameters.ratio: found an object, expected a number")]
    [InlineData("4.25", "1e999", "parameters.ratio: found 1e999, expected a number in the range of double precision")]
    [InlineData("4.25", "0.5", "parameters.ratio: found 0.5, expected a number from 1 to")]
    [InlineData("-24.5", "-1e6", "parameters.thresholdDb: found -1000000, expected a number from")]
    [InlineData("0.75", "0", "parameters.attackMs: found 0, expected a number from")]
    [InlineData("200", "-200", "parameters.releaseMs: found -200, expected a number from")]
    [InlineData("1.5e0", "300", "parameters.makeUpDb: found 300, expected a number from")]
    [InlineData("4.25", "4,25", "found no JSON in line 1")]
    [InlineData("4.25", "NaN", "found no JSON in line 1")]
    [InlineData("} }", "}", "found no JSON in line 1")]
    [InlineData("\"makeUpDb\"", "\"ratio\": 5, \"makeUpDb\"", "ratio")]
    public void Read_NamesFileAndField(string what, string with, string message)
    {
        using var folder = new TemporaryFolder();
        var text = Good.Replace(what, with, StringComparison.Ordinal);
        Assert.False(string.Equals(Good, text, StringComparison.Ordinal), "The case must change the file.");
        AssertRefused(folder.Write("p.json", text), message);
    }

    [Fact]
    public void ReadAny_ReturnsTheSettingsOfEitherModel()
    {
        using var folder = new TemporaryFolder();
        var approximate = new ApproximateParameters(-24.5, 4.25, 2, 1.5, 10.2, 102, 9.5);
        Assert.Equal(new CompressorParameters(-24.5, 4.25, 0.75, 200, 1.5), ParameterFile.ReadAny(folder.Write("a.json", Good)));
        Assert.Equal(approximate, ParameterFile.ReadAny(folder.Write("b.json", GoodApproximate)));
        Assert.Equal(approximate, ParameterFile.ReadApproximate(folder.File("b.json")));
    }

    [Fact]
    public void Read_OfANamedModel_IsThatOfNoName()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.json", Good.Replace("\"version\"", "\"model\": \"one-pole\", \"version\"", StringComparison.Ordinal));
        Assert.Equal(4.25, ParameterFile.Read(path).Ratio);
    }

    [Theory]
    [InlineData("approximate-ballistics\"", "Approximate\"", "model: found \"Approximate\", expected \"one-pole\" or \"approximate-ballistics\"")]
    [InlineData("\"approximate-ballistics\"", "2", "model: found a number, expected a text in quotes")]
    [InlineData("\"approximate-ballistics\"", "null", "model: found null, expected a text in quotes")]
    [InlineData("\"model\": \"approximate-ballistics\", ", "", "found settings of the model one-pole, expected those of approximate-ballistics")]
    [InlineData("\"kneeDb\": 2, ", "", "parameters.kneeDb: found nothing, expected a number")]
    [InlineData(", \"smoothingMs\": 9.5", "", "parameters.smoothingMs: found nothing, expected a number")]
    [InlineData("\"kneeDb\": 2", "\"kneeDb\": -0.5", "parameters.kneeDb: found -0.5, expected a number from 0 to")]
    [InlineData("4.25", "0.99", "parameters.ratio: found 0.99, expected a number from 1 to")]
    [InlineData("102", "20000", "parameters.releaseMs: found 20000, expected a number from 0.001 to 10000")]
    [InlineData("9.5", "0", "parameters.smoothingMs: found 0, expected a number from 0.001 to 10000")]
    public void ReadApproximate_NamesFileAndField(string what, string with, string message)
    {
        using var folder = new TemporaryFolder();
        var text = GoodApproximate.Replace(what, with, StringComparison.Ordinal);
        Assert.NotEqual(GoodApproximate, text);
        AssertRefused(folder.Write("p.json", text), message, path => ParameterFile.ReadApproximate(path));
    }

    [Fact]
    public void Read_RefusesTheOtherModel()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.Write("p.json", GoodApproximate), "found settings of the model approximate-ballistics, expected those of one-pole");
    }

    [Theory]
    [InlineData("")]
    [InlineData("RIFF\u0001\u0002WAVE")]
    public void Read_RefusesWhatIsNotJson(string text)
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.Write("p.json", text), "found no JSON");
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("4")]
    public void Read_RefusesWhatIsNotAnObject(string text)
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.Write("p.json", text), "found JSON that is not an object");
    }

    [Fact]
    public void Read_RefusesAMissingFileAndAFolder()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.File("none.json"), "found no readable file");
        AssertRefused(folder.Path, "found no readable file");
    }

    [Fact]
    public void Read_RefusesAFileFarTooLarge()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("large.json");
        using (var stream = File.Create(path))
        {
            stream.SetLength(1L << 30);
        }

        AssertRefused(path, "expected a parameter file of at most");
    }

    [SkippableFact]
    public void Read_RefusesADeviceWithoutEnd()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs a device that never ends");
        AssertRefused("/dev/zero", "expected a parameter file of at most");
    }

    private static void AssertRefused(string path, string message) => AssertRefused(path, message, read => ParameterFile.Read(read));

    private static void AssertRefused(string path, string message, Action<string> read)
    {
        var exception = Assert.Throws<InputException>(() => read(path));
        Assert.StartsWith($"{path}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }
}
