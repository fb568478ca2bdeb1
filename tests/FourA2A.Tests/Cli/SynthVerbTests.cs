using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Simulation;

namespace FourA2A.Tests.Cli;

public sealed class SynthVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Synth_WritesADataSetAndSaysWhatItIs()
    {
        var result = CommandLine.Run("synth", folder["unit"], "--seconds", "1", "--delay", "-0.75", "--peak-reduction", "40:100:30", "--mode", "limit", "--format", "pcm24");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Contains("Simulation", result.Output, StringComparison.Ordinal);
        Assert.Contains("3 pairs of 1 s, 24-bit PCM, 44100 Hz, mono; wet files -0.75 samples later", result.Output, StringComparison.Ordinal);
        Assert.Contains($"Next: foura2a sweep {folder["unit"]}", result.Output, StringComparison.Ordinal);
        var pairs = SignalTrainDataSet.Open(folder["unit"]).Pairs;
        Assert.Equal([40, 70, 100], pairs.Select(pair => pair.PeakReduction));
        Assert.All(pairs, pair => Assert.Equal(LevellingMode.Limit, pair.Mode));
        Assert.True(File.Exists(folder["unit/synth.json"]));
    }

    [Fact]
    public void OutputGain_IsThatOfTheWetFile()
    {
        var result = CommandLine.Run(
            "synth", folder["unit"], "--seconds", "1", "--peak-reduction", "0", "--mode", "limit", "--format", "float32", "--output-gain-db", "-20");
        Assert.Equal(0, result.ExitCode);
        var pair = Assert.Single(SignalTrainDataSet.Open(folder["unit"]).Pairs);
        using var dry = new WaveFileReader(pair.DryPath);
        using var wet = new WaveFileReader(pair.WetPath);
        Assert.Equal(dry.ReadChannels()[0].Select(sample => 0.1f * sample), wet.ReadChannels()[0], (expected, actual) => Math.Abs(expected - actual) < 1e-7);
    }

    [Fact]
    public void RmsCompressor_WritesOnePairThatFitTakes()
    {
        var result = CommandLine.Run("synth", folder["task"], "--unit", "rms-compressor", "--stimulus", "profile", "--format", "float32");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Contains("Simulation", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 pair of 5 s, 32-bit float, 44100 Hz, mono", result.Output, StringComparison.Ordinal);
        var (dryPath, wetPath) = (Path.Combine(folder["task"], "dry.wav"), Path.Combine(folder["task"], "wet.wav"));
        Assert.Contains($"Next: foura2a fit {dryPath} {wetPath}", result.Output, StringComparison.Ordinal);
        using var dry = new WaveFileSignal(dryPath);
        using var wet = new WaveFileReader(wetPath);
        Assert.Equal(RmsCompressorSettings.PublishedTestSignal.Render(dry).Samples, wet.ReadChannels()[0]);
    }

    [Fact]
    public void RmsCompressor_TakesItsSettings()
    {
        var result = CommandLine.Run(
            "synth", folder["task"], "--unit", "rms-compressor", "--stimulus", "speech", "--seconds", "1", "--sample-rate", "16000", "--format", "float32",
            "--threshold-db", "-15", "--ratio", "5", "--knee-db", "1", "--attack-ms", "3", "--release-ms", "300", "--make-up-db", "3.9");
        Assert.Equal(0, result.ExitCode);
        using var dry = new WaveFileSignal(folder["task/dry.wav"]);
        using var wet = new WaveFileReader(folder["task/wet.wav"]);
        Assert.Equal(16000, dry.SampleRate);
        Assert.Equal(RmsCompressorSettings.PublishedSpeech.Render(dry).Samples, wet.ReadChannels()[0]);
    }

    [Fact]
    public void Profile_GoesThroughTheAmplifierTooAndIsStretched()
    {
        var result = CommandLine.Run("synth", folder["unit"], "--stimulus", "profile", "--seconds", "2", "--peak-reduction", "80", "--mode", "limit", "--format", "float32");
        Assert.Equal(0, result.ExitCode);
        var pair = Assert.Single(SignalTrainDataSet.Open(folder["unit"]).Pairs);
        using var dry = new WaveFileReader(pair.DryPath);
        var expected = new float[88200];
        new ProfileSignal(44100, 2).Read(0, expected);
        Assert.Equal(expected, dry.ReadChannels()[0]);
    }

    [Fact]
    public void StimulusFile_GivesTheRate()
    {
        var song = Recordings.Write(folder["song.wav"], Recordings.Bursts(0.5, sampleRate: 32000), 32000);
        var result = CommandLine.Run("synth", folder["unit"], "--seconds", "1", "--peak-reduction", "80", "--mode", "compress", "--stimulus", song);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1 pair of 1 s, 16-bit PCM, 32000 Hz", result.Output, StringComparison.Ordinal);
        CommandLine.AssertRefused(folder, ["synth", folder["other"], "--stimulus", song, "--sample-rate", "44100"], "song.wav", "32000", "44100", "--sample-rate");
    }

    [Fact]
    public void StimulusThatCannotBeUsed_IsRefused()
    {
        CommandLine.AssertRefused(folder, ["synth", folder["unit"], "--stimulus", folder["none.wav"]], "none.wav");
        var stereo = Recordings.Write(folder["stereo.wav"], Recordings.Bursts(0.1), channels: 2);
        CommandLine.AssertRefused(folder, ["synth", folder["unit"], "--stimulus", stereo], "stereo.wav", "2 channels");
        var empty = Recordings.Write(folder["empty.wav"], []);
        CommandLine.AssertRefused(folder, ["synth", folder["unit"], "--stimulus", empty], "empty.wav");
        var broken = Recordings.Write(folder["broken.wav"], [0.1f, float.NaN, 0.1f]);
        CommandLine.AssertRefused(folder, ["synth", folder["unit"], "--stimulus", broken, "--seconds", "1"], "broken.wav", "NaN");
    }

    [Fact]
    public void ExistingFolder_IsLeftAlone()
    {
        Directory.CreateDirectory(folder["unit"]);
        CommandLine.AssertRefused(folder, ["synth", folder["unit"]], "unit", "choose another name");
    }

    [Fact]
    public void Interrupted_LeavesNothing()
    {
        var before = folder.Snapshot();
        var result = CommandLine.Run(new CancellationToken(canceled: true), "synth", folder["unit"], "--seconds", "1");
        Assert.Equal(130, result.ExitCode);
        Assert.Equal(before, folder.Snapshot());
    }

    [Theory]
    [InlineData("'0.5' for --seconds", "--seconds", "0.5")]
    [InlineData("--seconds and --minutes", "--seconds", "5", "--minutes", "1")]
    [InlineData("'noise' for --stimulus, expected one of mix, tones", "--stimulus", "noise")]
    [InlineData("'40:101'", "--peak-reduction", "40:101")]
    [InlineData("'100:40'", "--peak-reduction", "100:40")]
    [InlineData("'40:100:0'", "--peak-reduction", "40:100:0")]
    [InlineData("'40.5'", "--peak-reduction", "40.5")]
    [InlineData("'expand'", "--mode", "expand")]
    [InlineData("'1e9' for --delay", "--delay", "1e9")]
    [InlineData("'3' for --noise-db", "--noise-db", "3")]
    [InlineData("'44100.5'", "--sample-rate", "44100.5")]
    [InlineData("'100' for --sample-rate", "--sample-rate", "100")]
    [InlineData("'0' for --seed", "--seed", "0")]
    [InlineData("'mp3'", "--format", "mp3")]
    [InlineData("'tube' for --unit, expected one of optical-amplifier, rms-compressor", "--unit", "tube")]
    [InlineData("Found --threshold-db, --ratio, which only --unit rms-compressor has", "--ratio", "4", "--threshold-db", "-20")]
    [InlineData("Found --peak-reduction, --mode, which only --unit optical-amplifier has", "--unit", "rms-compressor", "--mode", "limit", "--peak-reduction", "40")]
    [InlineData("Found --saturation-db, --output-gain-db, which", "--unit", "rms-compressor", "--output-gain-db", "3", "--saturation-db", "3")]
    [InlineData("'0.5' for --ratio", "--unit", "rms-compressor", "--ratio", "0.5")]
    [InlineData("'-1' for --knee-db", "--unit", "rms-compressor", "--knee-db", "-1")]
    public void WrongUsage_IsRefused(string words, params string[] options)
        => CommandLine.AssertRefused(folder, ["synth", folder["unit"], .. options], words);
}
