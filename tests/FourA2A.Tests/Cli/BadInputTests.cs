using System.Buffers.Binary;
using System.Text;

namespace FourA2A.Tests.Cli;

/// <summary>
/// One clear line that names the file, exit code 2, nothing written, nothing overwritten: for every verb that compares two files.
/// </summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string good;

    public BadInputTests() => good = Recordings.Write(folder["good.wav"], Recordings.Bursts());

    public void Dispose() => folder.Dispose();

    [Fact]
    public void MissingFile_IsRefused() => AssertRefused(folder["bad.wav"], "bad.wav");

    [Fact]
    public void NotAWaveFile_IsRefused()
    {
        File.WriteAllText(folder["bad.wav"], "This is a letter, not a recording. It is long enough for a header.");
        AssertRefused(folder["bad.wav"], "bad.wav");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(30)]
    public void TruncatedHeader_IsRefused(int length)
        => AssertRefused(Recordings.Mutate(good, folder["bad.wav"], bytes => bytes[..length]), "bad.wav");

    [Fact]
    public void ZeroLength_IsRefused()
        => AssertRefused(Recordings.Write(folder["bad.wav"], []), "bad.wav");

    [Fact]
    public void Silence_IsRefused()
        => AssertRefused(Recordings.Write(folder["bad.wav"], new float[Recordings.SampleRate]), "bad.wav");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void SampleThatIsNoNumber_IsRefused(float sample)
    {
        var samples = Recordings.Bursts();
        samples[777] = sample;
        AssertRefused(Recordings.Write(folder["bad.wav"], samples), "bad.wav", "777");
    }

    [Fact]
    public void OtherSampleRate_IsRefused()
        => AssertRefused(Recordings.Write(folder["bad.wav"], Recordings.Bursts(), 48000), "bad.wav", "48000", "44100");

    [Fact]
    public void CompressedCodec_IsRefused()
        => AssertRefused(
            Recordings.Mutate(good, folder["bad.wav"], bytes =>
            {
                // The format tag of MPEG layer 3, wherever the writer puts its fmt chunk.
                var format = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes("fmt ")) + 8;
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(format), 0x55);
                return bytes;
            }),
            "bad.wav");

    [Fact]
    public void TwoChannelsWithoutAChoice_AreRefused()
        => AssertRefused(Recordings.Write(folder["bad.wav"], Recordings.Bursts(), channels: 2), "bad.wav", "--channel");

    [Fact]
    public void TruncatedData_IsReadAsFarAsItGoes()
    {
        Recordings.Mutate(good, folder["short.wav"], bytes => bytes[..^(4 * 1000)]);
        var result = CommandLine.Run("evaluate", folder["short.wav"], good);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1000 are missing", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("87200 of 88200", result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ExistingJson_IsLeftAlone()
    {
        File.WriteAllText(folder["out.json"], "precious");
        CommandLine.AssertRefused(folder, ["check", good, good, "--json", folder["out.json"]], "out.json");
        CommandLine.AssertRefused(folder, ["evaluate", good, good, "--json", folder["out.json"]], "out.json");
    }

    [Fact]
    public void MissingFolderOfOutput_IsRefused()
        => CommandLine.AssertRefused(folder, ["check", good, good, "--json", folder["none/out.json"]], "out.json", "folder");

    [Theory]
    [InlineData("check")]
    [InlineData("evaluate")]
    [InlineData("fit")]
    public void JsonThatCannotBeWritten_IsRefusedBeforeTheWork(string verb)
    {
        var tooLong = new string('n', 300);
        CommandLine.AssertRefused(folder, [verb, folder["none.wav"], good, "--json", folder[tooLong]], tooLong, "--json");
        CommandLine.AssertRefused(folder, [verb, folder["none.wav"], good, "--json", folder["out.json/"]], "out.json", "--json");
    }

    [Fact]
    public void ErrorAfterAWarning_IsTheOnlyLine()
    {
        var cut = Recordings.Mutate(good, folder["cut.wav"], bytes => bytes[..^400]);
        CommandLine.AssertRefused(folder, ["evaluate", cut, folder["none.wav"]], "none.wav");
    }

    private void AssertRefused(string bad, params string[] words)
    {
        CommandLine.AssertRefused(folder, ["check", bad, good], words);
        CommandLine.AssertRefused(folder, ["check", good, bad], words);
        CommandLine.AssertRefused(folder, ["evaluate", bad, good], words);
        CommandLine.AssertRefused(folder, ["evaluate", good, bad], words);
        CommandLine.AssertRefused(folder, ["fit", bad, good, "-o", folder["out"]], words);
        CommandLine.AssertRefused(folder, ["fit", good, bad, "-o", folder["out"], "--align", "none"], words);
    }
}
