using System.Runtime.Versioning;
using FourA2A.Audio;
using static FourA2A.Tests.Audio.WavBytes;

namespace FourA2A.Tests.Audio;

public sealed class WaveFileReaderErrorTests
{
    private static readonly byte[] Data = Chunk("data", Pcm16(1, 2, 3));

    /// <summary>Name of the case, the file, what the message must say was found.</summary>
    public static TheoryData<string, byte[], string> BadFiles { get; } = new()
    {
        { "empty", [], "found an empty file" },
        { "text", "hello, this is text"u8.ToArray(), "found a file that starts with 'hell'" },
        { "binary", [0xFF, 0xFB, 0x90, 0x00, 0, 0, 0, 0, 0, 0, 0, 0], "found a file that starts with the bytes FFFB9000" },
        { "FLAC", "fLaC\0\0\0\0\0\0\0\0"u8.ToArray(), "found a FLAC file" },
        { "M4A", "\0\0\0 ftypM4A "u8.ToArray(), "found an MP4 or M4A file" },
        { "AIFF", "FORM\0\0\0\0AIFF"u8.ToArray(), "found an AIFF file" },
        { "big-endian", Riff("RIFX", "WAVE", Format(), Data), "found a big-endian WAV file (RIFX)" },
        { "video", Riff("RIFF", "AVI ", Format(), Data), "found a RIFF file of type 'AVI '" },
        { "cut in RIFF header", "RIFF\0\0"u8.ToArray(), "found a file of 6 bytes" },
        { "no chunks", Riff(), "ends before its 'fmt ' chunk" },
        { "cut in fmt", Riff(Format())[..30], "found a 'fmt ' chunk of 10 bytes" },
        { "short fmt", Riff(Chunk("fmt ", new byte[14]), Data), "found a 'fmt ' chunk of 14 bytes" },
        { "no data", Riff(Format()), "ends before its samples" },
        { "cut in data header", Riff(Format(), Data)[..40], "ends before its samples" },
        { "chunk past the end", Riff(Format(), Chunk("LIST", 1000, [1, 2]), Data), "ends before its samples" },
        { "data before fmt", Riff(Data, Format()), "found samples before any 'fmt ' chunk" },
        { "data of size 0 before chunks", Riff(Format(), Chunk("data"), Chunk("LIST", [1, 2, 3])), "found a WAV file of zero length" },
        { "data of size 0", Riff(Format(), Chunk("data")), "found a WAV file of zero length" },
        { "data of less than a frame", Riff(Format(channels: 2), Chunk("data", [1, 2])), "found a WAV file of zero length" },
        { "all data missing", Riff(Format(), Chunk("data", 100, [])), "found none of the 50 frames" },
        { "no channels", Riff(Format(channels: 0), Data), "found 0 channels" },
        { "too many channels", Riff(Format(channels: 1025, bits: 8), Data), "found 1025 channels" },
        { "rate 0", Riff(Format(rate: 0), Data), "found a sample rate of 0 Hz" },
        { "rate too low", Riff(Format(rate: 999), Data), "found a sample rate of 999 Hz" },
        { "rate too high", Riff(Format(rate: 4_000_000_000), Data), "found a sample rate of 4000000000 Hz" },
        { "12 bits", Riff(Format(bits: 12, blockAlign: 2), Data), "found 12 bits a sample, expected 8, 16, 24 or 32" },
        { "half floats", Riff(Format(3, bits: 16), Data), "found 16 bits a sample, expected 32 or 64" },
        { "contradiction", Riff(Format(channels: 2, blockAlign: 2), Data), "found frames of 2 bytes, expected 4 for 16-bit PCM" },
        { "Microsoft ADPCM", Riff(Format(2), Data), "found Microsoft ADPCM (format tag 0x0002), expected PCM or IEEE float; convert" },
        { "IMA ADPCM", Riff(Format(0x11), Data), "found IMA ADPCM" },
        { "A-law", Riff(Format(6), Data), "found A-law" },
        { "mu-law", Riff(Format(7), Data), "found mu-law" },
        { "MP3", Riff(Format(0x55), Data), "found MP3" },
        { "GSM", Riff(Format(0x31), Data), "found GSM 6.10" },
        { "unknown codec", Riff(Format(0x1234), Data), "found an unknown codec (format tag 0x1234)" },
        { "extensible A-law", Riff(Extensible(6, 1, 8000, 8), Data), "found A-law" },
        { "extensible within extensible", Riff(Extensible(0xFFFE, 1, 8000, 8), Data), "found an unknown codec (format tag 0xFFFE)" },
        { "short extensible", Riff(Format(0xFFFE), Data), "found an extensible 'fmt ' chunk of 16 bytes" },
        { "unknown subformat", Riff(Extensible(1, 1, 8000, 16, new byte[14]), Data), "found samples of the unknown subformat 00000001-0000" },
        { "short ds64", Riff("RF64", "WAVE", Chunk("ds64", [1, 2]), Format(), Data), "found a 'ds64' chunk that is cut short" },
        { "many chunks", Riff([.. Enumerable.Repeat(Chunk("none"), 5000)]), "found 4096 chunks without samples" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Open_OfBadFileSaysWhatWasFound(string name, byte[] file, string found)
    {
        using var folder = new TempFolder();
        var path = folder.Write($"{name}.wav", file);

        var onDisk = Assert.Throws<InputException>(() => new WaveFileReader(path));
        var inMemory = Assert.Throws<InputException>(() => new WaveFileReader(file, path));

        Assert.Equal(onDisk.Message, inMemory.Message);
        AssertForm(onDisk, path);
        Assert.Contains(found, onDisk.Message, StringComparison.Ordinal);

        // The file has been closed: it can be opened for writing alone.
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
    }

    [Fact]
    public void Open_OfMissingFileSaysSo()
    {
        using var folder = new TempFolder();
        foreach (var path in new[] { folder.File("none.wav"), Path.Combine(folder.Path, "none", "none.wav") })
        {
            AssertForm(Assert.Throws<InputException>(() => new WaveFileReader(path)), path, "no such file");
        }
    }

    [Fact]
    public void Open_OfFolderSaysSo()
    {
        using var folder = new TempFolder();
        AssertForm(Assert.Throws<InputException>(() => new WaveFileReader(folder.Path)), folder.Path, "found a folder");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("line\nbreak.wav")]
    public void Open_OfOddNameIsOneLine(string path)
    {
        var exception = Assert.Throws<InputException>(() => new WaveFileReader(path));
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void Open_WithoutPermissionSaysSo()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Needs a system and a user for whom file permissions hold.");
        using var folder = new TempFolder();
        var path = folder.Write("secret.wav", Riff(Format(), Data));
        File.SetUnixFileMode(path, UnixFileMode.None);
        AssertForm(Assert.Throws<InputException>(() => new WaveFileReader(path)), path, "permission");
    }

    [SkippableFact]
    public void Open_OfDeviceIsInputError()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Needs /dev.");
        AssertForm(Assert.Throws<InputException>(() => new WaveFileReader("/dev/null")), "/dev/null");
    }

    private static void AssertForm(InputException exception, string path, string found = "")
    {
        Assert.StartsWith($"{path}: found ", exception.Message, StringComparison.Ordinal);
        Assert.Matches("^[^\n]*: found [^\n]+, expected [^\n]+; [^\n]+\\.$", exception.Message);
        Assert.Contains(found, exception.Message, StringComparison.Ordinal);
    }
}
