using System.Globalization;
using System.Text.Json;
using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Tests.Cli;

public sealed class FitVerbTests : IDisposable
{
    private static readonly CompressorParameters True = new(-28, 4, 3, 120, 2);

    private readonly TemporaryFolder folder = new();
    private readonly string dry;

    public FitVerbTests() => dry = Recordings.Write(folder["dry.wav"], Recordings.Bursts(3));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("auto", "exact")]
    [InlineData("serial", "fused")]
    [InlineData("simd", "gauss-newton")]
    [InlineData("auto", "reverse-over-reverse")]
    [InlineData("serial", "forward-over-reverse")]
    [InlineData("auto", "reverse-over-forward")]
    [InlineData("simd", "forward-over-forward")]
    public void KnownSettings_AreFoundAndWritten(string engine, string hessian)
    {
        var wet = WriteWet(delay: 0.25);
        var result = CommandLine.Run("fit", dry, wet, "-o", folder["out"], "--engine", engine, "--hessian", hessian);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal([folder["out/result.json"]], Directory.GetFiles(folder["out"]));
        var json = ReadResult();
        var parameters = json.GetProperty("parameters");
        Assert.Equal(True.ThresholdDb, parameters.GetProperty("thresholdDb").GetDouble(), 0.02);
        Assert.Equal(True.Ratio, parameters.GetProperty("ratio").GetDouble(), 0.02);
        Assert.Equal(True.AttackMs, parameters.GetProperty("attackMs").GetDouble(), 0.02);
        Assert.Equal(True.ReleaseMs, parameters.GetProperty("releaseMs").GetDouble(), 1.0);
        Assert.Equal(True.MakeUpDb, parameters.GetProperty("makeUpDb").GetDouble(), 0.02);
        Assert.Equal(0.25, json.GetProperty("delaySamples").GetDouble(), 0.02);
        Assert.Equal(1, json.GetProperty("polarity").GetInt32());
        Assert.InRange(json.GetProperty("esr").GetDouble(), 0, 0.01);
        Assert.Equal("converged", json.GetProperty("status").GetString());
        Assert.InRange(json.GetProperty("iterations").GetInt32(), 1, 1000);
        Assert.StartsWith(engine == "serial" ? "serial" : "simd", json.GetProperty("engine").GetString(), StringComparison.Ordinal);
        Assert.True(json.GetProperty("seconds").GetDouble() > 0);
        Assert.True(json.GetProperty("standardErrors").GetProperty("thresholdDb").GetDouble() > 0);
        Assert.Contains("threshold, dB", result.Output, StringComparison.Ordinal);
        Assert.Contains("out/result.json", result.Output.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public void InvertedWetFile_IsRecognised()
    {
        var result = CommandLine.Run("fit", dry, WriteWet(invert: true), "-o", folder["out"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(-1, ReadResult().GetProperty("polarity").GetInt32());
        Assert.Contains("inverted", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("-0.75", -0.75)]
    [InlineData("2", 2)]
    public void GivenDelay_IsKept(string align, double delay)
    {
        var result = CommandLine.Run("fit", dry, WriteWet(delay), "-o", folder["out"], "--align", align);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(delay, ReadResult().GetProperty("delaySamples").GetDouble());
        Assert.Contains("fixed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void IterationLimit_EndsWithResultAndCode3()
    {
        var result = CommandLine.Run("fit", dry, WriteWet(), "-o", folder["out"], "--max-iterations", "1");
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("notConverged", ReadResult().GetProperty("status").GetString());
        Assert.Contains("iteration limit", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void RangeTooNarrow_IsHintedAt()
    {
        var result = CommandLine.Run("fit", dry, WriteWet(), "-o", folder["out"], "--release-range", "10:50");
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("atRangeEdge", ReadResult().GetProperty("status").GetString());
        Assert.Contains("--release-range 10:500", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void UncompressedRecording_IsSaidToBeNotIdentifiable()
    {
        var result = CommandLine.Run("fit", dry, dry, "-o", folder["out"]);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("not identifiable", result.Output, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, ReadResult().GetProperty("standardErrors").GetProperty("releaseMs").ValueKind);
    }

    [Fact]
    public void ResultFile_IsAStart_AndSettingsForRender()
    {
        var wet = WriteWet();
        Assert.Equal(0, CommandLine.Run("fit", dry, wet, "-o", folder["first"], "--json", folder["copy.json"]).ExitCode);
        Assert.Equal(File.ReadAllText(folder["first/result.json"]), File.ReadAllText(folder["copy.json"]));
        Assert.Equal(0, CommandLine.Run("fit", dry, wet, "-o", folder["out"], "--start", folder["copy.json"]).ExitCode);
        Assert.Equal(True.ReleaseMs, ReadResult().GetProperty("start").GetProperty("releaseMs").GetDouble(), 1.0);

        Assert.Equal(0, CommandLine.Run("render", folder["copy.json"], dry, folder["rendered.wav"]).ExitCode);
        Assert.Equal(0, CommandLine.Run("evaluate", folder["rendered.wav"], wet, "--json", folder["scores.json"]).ExitCode);
        using var scores = JsonDocument.Parse(File.ReadAllText(folder["scores.json"]));
        Assert.InRange(scores.RootElement.GetProperty("esr").GetDouble(), 0, 1e-4);
    }

    [Fact]
    public void FilesThatDoNotBelongTogether_AreRefused_UnlessInsistedOn()
    {
        var bound = AlignmentEstimator.LowestCoherence.ToString("0.00", CultureInfo.InvariantCulture);
        var other = Recordings.Write(folder["other.wav"], Recordings.Bursts(2.5, seed: 99));
        CommandLine.AssertRefused(folder, ["fit", dry, other, "-o", folder["out"]], "other.wav", "dry.wav", "coherence", bound, "--align none");
        Assert.NotEqual(2, CommandLine.Run("fit", dry, other, "-o", folder["out"], "--align", "none").ExitCode);
        Assert.True(File.Exists(folder["out/result.json"]));
    }

    [Fact]
    public void FilesWithoutSoundAtTheSameTime_AreRefused()
    {
        var late = Recordings.Write(folder["late.wav"], [.. new float[6 * Recordings.SampleRate], .. Recordings.Read(WriteWet())]);
        CommandLine.AssertRefused(folder, ["fit", dry, late, "-o", folder["out"]], "late.wav", "silence", "--align");
        Assert.Equal(0, CommandLine.Run("fit", dry, late, "-o", folder["out"], "--align", "264600").ExitCode);
    }

    // Warnings come after whatever ends the run: the one line is not to be searched for.
    [Theory]
    [InlineData("out", "999999")]
    [InlineData("none/out", "none")]
    public void BadInput_IsSaidWithoutWarnings(string output, string align)
    {
        var tail = Recordings.Write(folder["tail.wav"], [.. Recordings.Read(WriteWet()), .. new float[1000]]);
        CommandLine.AssertRefused(folder, ["fit", dry, tail, "-o", folder[output], "--align", align], "; ");
    }

    [Fact]
    public void ExistingFolder_IsLeftAlone()
    {
        Directory.CreateDirectory(folder["out"]);
        File.WriteAllText(folder["out/result.json"], "precious");
        CommandLine.AssertRefused(folder, ["fit", dry, WriteWet(), "-o", folder["out"]], "out", "-o");
    }

    [Fact]
    public void ExistingJson_LeavesNoFolder()
    {
        File.WriteAllText(folder["result.json"], "precious");
        CommandLine.AssertRefused(folder, ["fit", dry, WriteWet(), "-o", folder["out"], "--json", folder["result.json"]], "result.json");
    }

    [Fact]
    public void JsonInThePlaceOfTheFolder_IsRefusedBeforeTheWork()
        => CommandLine.AssertRefused(folder, ["fit", dry, WriteWet(), "-o", folder["out"], "--json", folder["out"]], "out", "--json");

    [Fact]
    public void JsonInThePlaceOfTheResult_IsRefusedBeforeTheWork()
        => CommandLine.AssertRefused(
            folder, ["fit", folder["none.wav"], WriteWet(), "-o", folder["out"], "--json", folder["out/result.json"]], "result.json", "--json");

    // The files are equally long: what each loses is due to the delay alone.
    [Theory]
    [InlineData("fit", "-o")]
    [InlineData("check", "--json")]
    public void SamplesThatTheDelayLeavesOut_AreSaid(string verb, string option)
    {
        const int delay = Recordings.SampleRate / 2;
        var late = Recordings.Write(folder["late.wav"], [.. new float[delay], .. Recordings.Read(WriteWet())[..^delay]]);
        var result = CommandLine.Run(verb, dry, late, option, folder["out"]);
        Assert.Equal(0, result.ExitCode);
        foreach (var name in new[] { "dry.wav", "late.wav" })
        {
            Assert.Contains($"{name}: {delay} of 132300 samples (0.500 s)", result.Output + result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RangeHint_IsARoundNumber()
    {
        var result = CommandLine.Run("fit", dry, WriteWet(), "-o", folder["out"], "--ratio-range", "1:1.0000001");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"--ratio-range 1:10.{Environment.NewLine}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderWithASlashAtItsEnd_IsMade()
    {
        Assert.Equal(0, CommandLine.Run("fit", dry, WriteWet(), "-o", folder["out/"]).ExitCode);
        Assert.True(File.Exists(folder["out/result.json"]));
    }

    [Fact]
    public void BadStart_IsRefused()
    {
        File.WriteAllText(folder["start.json"], """{ "version": 1, "parameters": { "ratio": "four" } }""");
        CommandLine.AssertRefused(folder, ["fit", dry, WriteWet(), "-o", folder["out"], "--start", folder["start.json"]], "start.json");
    }

    [Fact]
    public void Cancellation_LeavesNothingBehind()
    {
        var wet = WriteWet();
        var before = folder.Snapshot();
        var result = CommandLine.Run(new CancellationToken(canceled: true), "fit", dry, wet, "-o", folder["out"]);
        Assert.Equal(130, result.ExitCode);
        Assert.Single(result.ErrorLines);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void TruncatedData_IsAWarning()
    {
        var wet = Recordings.Mutate(WriteWet(), folder["short.wav"], bytes => bytes[..^4000]);
        var result = CommandLine.Run("fit", dry, wet, "-o", folder["out"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(result.ErrorLines, line => line.Contains("1000 are missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Channel_IsChosen()
    {
        using (var writer = new WaveFileWriter(folder["stereo.wav"], WaveFormat.IeeeFloat(Recordings.SampleRate, 2)))
        {
            // The wet signal on the right, something else on the left.
            writer.WriteSamples([.. Recordings.Bursts(3, seed: 5).Zip(Recordings.Read(WriteWet())).SelectMany(pair => new[] { pair.First, pair.Second })]);
            writer.Complete();
        }

        CommandLine.AssertRefused(folder, ["fit", dry, folder["stereo.wav"], "-o", folder["out"]], "stereo.wav", "--channel");
        CommandLine.AssertRefused(folder, ["fit", dry, folder["stereo.wav"], "-o", folder["out"], "--channel", "left"], "coherence");
        Assert.Equal(0, CommandLine.Run("fit", dry, folder["stereo.wav"], "-o", folder["out"], "--channel", "right").ExitCode);
        Assert.Equal("right", ReadResult().GetProperty("inputs").GetProperty("wet").GetProperty("channel").GetString());
    }

    private string WriteWet(double delay = 0, bool invert = false)
    {
        var samples = Recordings.Bursts(3);
        new StreamingCompressor(True, Recordings.SampleRate).Process(samples, samples);
        new FractionalDelaySignal(new ArraySignal(samples.ToArray(), Recordings.SampleRate), -delay, invert).Read(0, samples);
        return Recordings.Write(folder[string.Create(CultureInfo.InvariantCulture, $"wet{delay}{invert}.wav")], samples);
    }

    private JsonElement ReadResult() => JsonDocument.Parse(File.ReadAllText(folder["out/result.json"])).RootElement;
}
