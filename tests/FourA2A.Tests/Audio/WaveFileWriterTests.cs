using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using FourA2A.Audio;
using FsCheck;
using FsCheck.Fluent;

namespace FourA2A.Tests.Audio;

public sealed class WaveFileWriterTests : IDisposable
{
    private readonly TempFolder folder = new();

    public static TheoryData<WaveFormatEncoding, int, int> Formats { get; } = new()
    {
        { WaveFormatEncoding.Pcm, 8, 1 },
        { WaveFormatEncoding.Pcm, 16, 2 },
        { WaveFormatEncoding.Pcm, 24, 1 },
        { WaveFormatEncoding.Pcm, 24, 3 },
        { WaveFormatEncoding.Pcm, 32, 2 },
        { WaveFormatEncoding.IeeeFloat, 32, 1 },
        { WaveFormatEncoding.IeeeFloat, 32, 16 },
        { WaveFormatEncoding.IeeeFloat, 64, 2 },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Complete_RoundTripsToTheNearestStep(WaveFormatEncoding encoding, int bits, int channels)
    {
        var format = new WaveFormat(encoding, 96000, channels, bits);
        var file = 0;
        Prop.ForAll<float[]>(values =>
        {
            // Extremes and special values for float; for integers values on both sides of full scale.
            var samples = values.Take(values.Length / channels * channels).Concat(Enumerable.Repeat(1 / 3f, channels)).ToArray();
            if (encoding == WaveFormatEncoding.Pcm)
            {
                samples = [.. samples.Select(s => float.IsFinite(s) ? MathF.Sin(s) * 1.1f : s)];
            }

            var path = folder.File($"{file++}.wav");
            var limited = Write(path, format, samples);
            using var reader = new WaveFileReader(path);
            Assert.Equal(format, reader.WaveFormat);
            Assert.Equal(samples.Length / channels, reader.FrameCount);
            Assert.Equal(0, reader.MissingFrames);
            Assert.Equal(samples.Select(s => Expected(format, s)), WavBytes.ReadAll(reader));
            Assert.Equal(encoding == WaveFormatEncoding.Pcm ? samples.Count(s => MathF.Abs(s) > 1) : 0, limited);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Complete_AboveTheThresholdIsRf64(WaveFormatEncoding encoding, int bits, int channels)
    {
        var format = new WaveFormat(encoding, 44100, channels, bits);
        var samples = Noise(channels * 33);
        var size = 0L;
        foreach (var (name, isLong) in new[] { ("riff", false), ("rf64", true) })
        {
            var path = folder.File($"{name}.wav");
            using (var writer = new WaveFileWriter(path, format, overwrite: false, isLong ? size - 9 : uint.MaxValue))
            {
                writer.WriteSamples(samples);
                writer.Complete();
            }

            var bytes = File.ReadAllBytes(path);
            size = bytes.Length;
            Assert.Equal(isLong ? "RF64" : "RIFF", Encoding.ASCII.GetString(bytes, 0, 4));
            Assert.Equal(isLong ? "ds64" : "JUNK", Encoding.ASCII.GetString(bytes, 12, 4));
            Assert.Equal(0, size % 2);
            if (isLong)
            {
                Assert.Equal(size - 8, BitConverter.ToInt64(bytes, 20));
                Assert.Equal(33 * format.BlockAlign, BitConverter.ToInt64(bytes, 28));
                Assert.Equal(33, BitConverter.ToInt64(bytes, 36));
            }
            else
            {
                Assert.Equal(size - 8, BitConverter.ToUInt32(bytes, 4));
            }

            using var reader = new WaveFileReader(path);
            Assert.Equal(samples.Select(s => Expected(format, s)), WavBytes.ReadAll(reader));
            Assert.Equal(0, reader.MissingFrames);
        }
    }

    [Fact]
    public void Complete_OfFloatHasAFactChunk()
    {
        var path = folder.File("a.wav");
        Write(path, WaveFormat.IeeeFloat(44100, 2), Noise(10));
        var bytes = File.ReadAllBytes(path);
        var fact = bytes.AsSpan().IndexOf("fact"u8);
        Assert.Equal(5, BitConverter.ToInt32(bytes, fact + 8));
    }

    [Fact]
    public void WriteSamples_InPiecesEqualsAtOnce()
    {
        var random = new Random(5);
        var samples = Noise(3 * 30_000);
        var format = WaveFormat.Pcm(44100, 3, 24);
        Write(folder.File("once.wav"), format, samples);
        using (var writer = new WaveFileWriter(folder.File("pieces.wav"), format))
        {
            for (int at = 0, count; at < samples.Length; at += count)
            {
                count = Math.Min(3 * random.Next(4000), samples.Length - at);
                writer.WriteSamples(samples.AsSpan(at, count));
                Assert.Equal((at + count) / 3, writer.FrameCount);
            }

            writer.Complete();
        }

        Assert.Equal(File.ReadAllBytes(folder.File("once.wav")), File.ReadAllBytes(folder.File("pieces.wav")));
    }

    [Fact]
    public void WriteSamples_OfPartOfAFrameThrows()
    {
        using var writer = new WaveFileWriter(folder.File("a.wav"), WaveFormat.IeeeFloat(44100, 2));
        Assert.Throws<ArgumentException>(() => writer.WriteSamples(new float[3]));
    }

    [Fact]
    public void Dispose_WithoutCompleteLeavesNothing()
    {
        using (var writer = new WaveFileWriter(folder.File("a.wav"), WaveFormat.IeeeFloat(44100, 1)))
        {
            writer.WriteSamples(new float[100_000]);
            Assert.False(File.Exists(folder.File("a.wav")));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Complete_LeavesTheFileAlone()
    {
        using var writer = new WaveFileWriter(folder.File("a.wav"), WaveFormat.IeeeFloat(44100, 1));
        writer.WriteSamples([1]);
        writer.Complete();
        Assert.Equal([folder.File("a.wav")], Directory.GetFileSystemEntries(folder.Path));
        Assert.Throws<ObjectDisposedException>(() => writer.WriteSamples([1]));
        Assert.Throws<ObjectDisposedException>(writer.Complete);
    }

    [Fact]
    public void Open_RefusesToOverwriteUnlessTold()
    {
        var path = folder.Write("a.wav", [1, 2, 3]);
        AssertRefused(path, "found an existing file");
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));

        using (var unfinished = new WaveFileWriter(path, WaveFormat.IeeeFloat(44100, 1), overwrite: true))
        {
            unfinished.WriteSamples([1]);
        }

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        using var writer = new WaveFileWriter(path, WaveFormat.IeeeFloat(44100, 1), overwrite: true);
        writer.WriteSamples([1]);
        writer.Complete();
        using var reader = new WaveFileReader(path);
        Assert.Equal(1, reader.FrameCount);
    }

    // Not completed: a writer that is not refused must not replace the device of the machine that tests it.
    [SkippableFact]
    public void Open_RefusesADevice()
    {
        Skip.IfNot(File.Exists("/dev/null"), "No /dev/null on this system.");
        var exception = Assert.Throws<InputException>(
            () => new WaveFileWriter("/dev/null", WaveFormat.IeeeFloat(44100, 1), overwrite: true).Dispose());
        Assert.Contains("/dev/null: found a device", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_RefusesANameTakenMeanwhile()
    {
        var path = folder.File("a.wav");
        using var writer = new WaveFileWriter(path, WaveFormat.IeeeFloat(44100, 1));
        folder.Write("a.wav", [1, 2, 3]);
        Assert.Contains("existing file", Assert.Throws<InputException>(writer.Complete).Message, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void Open_InMissingFolderOrOfFolderIsInputError()
    {
        AssertRefused(Path.Combine(folder.Path, "none", "a.wav"), "found no such folder");
        AssertRefused(folder.Path, "found a folder");
        AssertRefused("a\0b", "found a name no file can have");
        AssertRefused("", "found a name no file can have");
    }

    [SkippableFact]
    public void Complete_InFolderThatIsGoneIsInputError()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows does not remove a folder with an open file.");
        var inner = Directory.CreateDirectory(folder.File("inner")).FullName;
        using var writer = new WaveFileWriter(Path.Combine(inner, "a.wav"), WaveFormat.IeeeFloat(44100, 1));
        Directory.Delete(inner, recursive: true);
        Assert.Throws<InputException>(writer.Complete);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void Open_WithoutPermissionIsInputError()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Needs a system and a user for whom file permissions hold.");
        var inner = Directory.CreateDirectory(folder.File("inner"), UnixFileMode.UserRead | UnixFileMode.UserExecute).FullName;
        AssertRefused(Path.Combine(inner, "a.wav"), "permission");
        File.SetUnixFileMode(inner, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [SkippableFact]
    public void WriteSamples_OnFullDiskIsInputErrorAndLeavesNothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs the right to mount a small disk.");
        Skip.IfNot(Succeeds("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.Path), "Needs the right to mount a small disk.");
        try
        {
            using var writer = new WaveFileWriter(folder.File("a.wav"), WaveFormat.IeeeFloat(44100, 1));
            var exception = Assert.Throws<InputException>(() => writer.WriteSamples(new float[1_000_000]));
            Assert.Contains("found a write error (the disk is full)", exception.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        }
        finally
        {
            Assert.True(Succeeds("umount", folder.Path));
        }
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static void AssertRefused(string path, string found)
    {
        var exception = Assert.Throws<InputException>(() => new WaveFileWriter(path, WaveFormat.IeeeFloat(44100, 1)));
        Assert.Contains(found, exception.Message, StringComparison.Ordinal);
        Assert.Matches("^[^\n]+: found [^\n]+, expected [^\n]+; [^\n]+\\.$", exception.Message);
    }

    // Written down independently of the encoder: limit, round to the nearest step, scale back.
    private static float Expected(WaveFormat format, float sample)
    {
        if (format.Encoding == WaveFormatEncoding.IeeeFloat)
        {
            return sample;
        }

        var steps = Math.Pow(2, format.BitsPerSample - 1);
        return float.IsNaN(sample) ? 0 : (float)(Math.Min(Math.Max(Math.Round(sample * steps), -steps), steps - 1) / steps);
    }

    private static long Write(string path, WaveFormat format, float[] samples)
    {
        using var writer = new WaveFileWriter(path, format);
        writer.WriteSamples(samples);
        writer.Complete();
        return writer.ClippedSamples;
    }

    private static float[] Noise(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
