using System.Text.Json;
using FourA2A.Compressor;
using FourA2A.Experiment;

namespace FourA2A.Tests.Experiment;

public sealed class ResultFileTests
{
    private static readonly FitResultRecord Result = new()
    {
        ProgramVersion = "0.1.0",
        Parameters = new CompressorParameters(-30.123456789012345, 1 + (1 / 3.0), 1e-3, 987.6543210123457, -0.1),
        DelaySamples = -0.875,
        Polarity = -1,
        Esr = 0.0021,
        EsrUnaligned = 0.0087,
        LoudnessDynamicRangeDifferenceDb = -0.06,
        Status = "converged",
        StatusReason = "gradient: cosine 1e-9 < 1e-6 at \"M\u00fcller\"",
        Iterations = 7,
        Evaluations = 11,
        Restarts = 0,
        Engine = "simd (Vector512, 2 threads)",
        Hessian = "fused",
        Seconds = 1.5,
        Times = new FitTimes(0.5, 0.75, 0.25),
        StandardErrors = new Dictionary<string, double?>(StringComparer.Ordinal)
        {
            ["thresholdDb"] = 0.01,
            ["ratio"] = null,
            ["attackMs"] = double.NaN,
            ["delaySamples"] = double.PositiveInfinity,
        },
        Correlations = new NamedMatrix(["thresholdDb", "ratio"], [[1, -0.5], [-0.5, double.NaN]]),
        NotIdentifiable = ["ratio"],
        Start = CompressorParameters.PublishedStart,
        Ranges = ParameterRanges.Published,
        SampleRate = 44100,
        SampleCount = 52_920_000,
        Inputs = new InputRecords(
            new InputFileRecord("d/dry.wav", "00ff", 52_920_000, "mono"),
            new InputFileRecord("d/wet.wav", "11ee", 52_920_001, "left")),
        IterationRecords =
        [
            new IterationRow(0, 1, 12.5, 0.5, 0, 0, double.NegativeInfinity, 1e-3, CompressorParameters.PublishedStart, -0.5),
        ],
    };

    [Fact]
    public void WriteNew_IsReadBackAsParametersToTheBit()
    {
        using var folder = new TemporaryFolder();
        using var culture = new ForeignCulture();
        ResultFile.WriteNew(folder.File("result.json"), Result);
        Assert.Equal(Result.Parameters, ParameterFile.Read(folder.File("result.json")));
    }

    [Fact]
    public void Read_RefusesAResultOfTheOtherModel()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("other.json", """{ "version": 1, "model": "approximate-ballistics", "parameters": { "thresholdDb": -20 } }""");
        var exception = Assert.Throws<InputException>(() => ResultFile.Read(path));
        Assert.Equal($"{path}: found settings of the model approximate-ballistics, expected those of one-pole; pass a file of that model.", exception.Message);
    }

    [Fact]
    public void Read_GivesBackWhatWasWritten()
    {
        using var folder = new TemporaryFolder();
        var first = folder.File("first.json");
        ResultFile.WriteNew(first, Result);
        ResultFile.WriteNew(folder.File("second.json"), ResultFile.Read(first));
        Assert.Equal(File.ReadAllText(first), File.ReadAllText(folder.File("second.json")));
    }

    [Fact]
    public void WriteNew_WritesEveryField()
    {
        using var folder = new TemporaryFolder();
        using var document = Written(folder);
        var root = document.RootElement;
        Assert.Equal(
            "version,programVersion,model,parameters,delaySamples,polarity,esr,esrUnaligned,loudnessDynamicRangeDifferenceDb,status,statusReason,iterations,evaluations,restarts,"
            + "engine,seconds,times,standardErrors,notIdentifiable,sampleRate,sampleCount,inputs,findings,attempt,hessian,correlations,start,ranges,iterationRecords",
            Names(root));
        Assert.Equal("thresholdDb,ratio,attackMs,releaseMs,makeUpDb", Names(root.GetProperty("parameters")));
        Assert.Equal(1, root.GetProperty("version").GetInt32());
        Assert.Equal("one-pole", root.GetProperty("model").GetString());
        Assert.Equal(-0.875, root.GetProperty("delaySamples").GetDouble());
        Assert.Equal(-1, root.GetProperty("polarity").GetInt32());
        Assert.Equal(Result.StatusReason, root.GetProperty("statusReason").GetString());
        Assert.Equal("thresholdDb,ratio,attackMs,delaySamples", Names(root.GetProperty("standardErrors")));
        Assert.Equal("ratio", root.GetProperty("notIdentifiable")[0].GetString());
        Assert.Equal(
            "minimumRatio,maximumRatio,minimumAttackMs,maximumAttackMs,minimumReleaseMs,maximumReleaseMs",
            Names(root.GetProperty("ranges")));
        Assert.Equal("path,sha256,samples,channel", Names(root.GetProperty("inputs").GetProperty("wet")));
        Assert.Equal(52_920_001, root.GetProperty("inputs").GetProperty("wet").GetProperty("samples").GetInt64());
        Assert.Equal(-0.5, root.GetProperty("correlations").GetProperty("rows")[0][1].GetDouble());
        Assert.Equal(
            "iteration,evaluations,loss,residualCosine,stepFraction,largestStep,gainRatio,damping,parameters,delaySamples,attempt,relativeLoss",
            Names(root.GetProperty("iterationRecords")[0]));
    }

    [Fact]
    public void WriteNew_WritesNullForWhatIsNotFinite()
    {
        using var folder = new TemporaryFolder();
        using var document = Written(folder);
        var root = document.RootElement;
        var errors = root.GetProperty("standardErrors");
        Assert.Equal(0.01, errors.GetProperty("thresholdDb").GetDouble());
        Assert.Equal(JsonValueKind.Null, errors.GetProperty("ratio").ValueKind);
        Assert.Equal(JsonValueKind.Null, errors.GetProperty("attackMs").ValueKind);
        Assert.Equal(JsonValueKind.Null, errors.GetProperty("delaySamples").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("correlations").GetProperty("rows")[1][1].ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("iterationRecords")[0].GetProperty("gainRatio").ValueKind);
    }

    [Fact]
    public void WriteNew_LeavesOneFile()
    {
        using var folder = new TemporaryFolder();
        ResultFile.WriteNew(folder.File("result.json"), Result);
        Assert.Equal([folder.File("result.json")], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void WriteNew_NeverOverwrites()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("result.json", "precious");
        var exception = Assert.Throws<InputException>(() => ResultFile.WriteNew(path, Result));
        Assert.StartsWith($"{path}: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void WriteNew_NamesAFolderThatIsMissing()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("none/result.json");
        var exception = Assert.Throws<InputException>(() => ResultFile.WriteNew(path, Result));
        Assert.StartsWith($"{path}: cannot be written", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void OfFile_HashesTheBytes()
    {
        using var folder = new TemporaryFolder();
        var record = InputFileRecord.OfFile(folder.Write("abc.wav", "abc"), 3, "mono");

        // FIPS 180-4, example for the message "abc".
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", record.Sha256);
        Assert.Equal(folder.File("abc.wav"), record.Path);
    }

    private static JsonDocument Written(TemporaryFolder folder)
    {
        ResultFile.WriteNew(folder.File("result.json"), Result);
        return JsonDocument.Parse(File.ReadAllText(folder.File("result.json")));
    }

    private static string Names(JsonElement element) => string.Join(',', element.EnumerateObject().Select(p => p.Name));
}
