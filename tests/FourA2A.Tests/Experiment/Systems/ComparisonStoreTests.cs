using FourA2A.Experiment;
using FourA2A.Experiment.Systems;
using FourA2A.Files;

namespace FourA2A.Tests.Experiment.Systems;

public sealed class ComparisonStoreTests : IDisposable
{
    private static readonly ComparisonOptions Options = new()
    {
        Inputs = new InputRecords(new InputFileRecord("dry.wav", "00ff", 100, "mono"), new InputFileRecord("wet.wav", "11ee", 100, "mono")),
        MaximumIterations = 300,
    };

    private readonly TempFolder temporary = new();
    private readonly ComparisonFolder folder;

    public ComparisonStoreTests() => folder = new(temporary.File("out"));

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void SameRequest_TakesTheFolderAgain()
    {
        ComparisonStore.Open(folder, Options).Dispose();
        var leftOver = Path.Combine(folder.FolderPath, ".foura2a-killed.tmp");
        File.WriteAllText(leftOver, "half");
        ComparisonStore.Open(folder, Options with { }).Dispose();
        Assert.False(File.Exists(leftOver));
    }

    [Fact]
    public void OtherRequest_IsRefused()
    {
        ComparisonStore.Open(folder, Options).Dispose();
        Refuse(Options with { MaximumIterations = 400 }, "most iterations", "300", "400");
        Refuse(Options with { DelaySamples = 0.5 }, "delay", "estimated", "0.5 samples");
        Refuse(Options with { Inputs = Options.Inputs with { Wet = Options.Inputs.Wet with { Sha256 = "22" } } }, "wet recording", "11ee");
    }

    [Fact]
    public void FolderOfSomethingElse_IsRefused()
    {
        Directory.CreateDirectory(folder.FolderPath);
        File.WriteAllText(Path.Combine(folder.FolderPath, "song.wav"), "precious");
        Refuse(Options, "no comparison", "-o");
    }

    [Fact]
    public void FinishedComparison_IsRefused()
    {
        ComparisonStore.Open(folder, Options).Dispose();
        File.WriteAllText(folder.RecordPath, "{}");
        Refuse(Options, "finished", "-o");
    }

    [Fact]
    public void FolderAtWork_IsRefused()
    {
        using var store = ComparisonStore.Open(folder, Options);
        Refuse(Options, "another comparison at work");
    }

    [Fact]
    public void Record_IsReadBack()
    {
        Directory.CreateDirectory(folder.FolderPath);
        var record = new ComparisonRecord
        {
            ProgramVersion = "0.1.0",
            Inputs = Options.Inputs,
            SampleRate = 44100,
            SampleCount = 100,
            Polarity = -1,
            AttackShare = 0.25,
            Systems = [SampleRows.OnePole, SampleRows.Approximate],
        };
        JsonFile.WriteNew(folder.RecordPath, record, ComparisonJsonContext.Default.ComparisonRecord);
        var read = folder.ReadRecord();
        Assert.Equal(record with { Systems = [] }, read with { Systems = [] });
        Assert.Null(read.Systems[0].Settings.KneeDb);
        Assert.Equal(SampleRows.Approximate with { Undetermined = [] }, read.Systems[1] with { Undetermined = [] });
        Assert.Equal(1024, read.TimeRatio);

        File.WriteAllText(folder.RecordPath, File.ReadAllText(folder.RecordPath).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        Assert.Contains("found 2, expected 1", Assert.Throws<InputException>(folder.ReadRecord).Message, StringComparison.Ordinal);
    }

    private void Refuse(ComparisonOptions options, params string[] words)
    {
        var message = Assert.Throws<InputException>(() => ComparisonStore.Open(folder, options)).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }
}
