using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Curves;

namespace FourA2A.Tests.Cli;

public sealed class RenderVerbTests : IDisposable
{
    private static readonly string[] Settings =
        ["--threshold-db", "-24", "--ratio", "4", "--attack-ms", "1", "--release-ms", "200", "--make-up-db", "-0.75"];

    private static readonly CompressorParameters Parameters = new(-24, 4, 1, 200, -0.75);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Settings_RenderAsTheCompressorDoes()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        var result = CommandLine.Run(["render", input, folder["out.wav"], .. Settings]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Expected(Parameters), Recordings.Read(folder["out.wav"]));
    }

    [Fact]
    public void ParameterFile_GivesWayToOptions()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        File.WriteAllText(
            folder["unit.json"],
            """{ "version": 1, "parameters": { "thresholdDb": -24, "ratio": 4, "attackMs": 1, "releaseMs": 200, "makeUpDb": 6 } }""");
        var result = CommandLine.Run("render", folder["unit.json"], input, folder["out.wav"], "--make-up-db", "-0.75");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Expected(Parameters), Recordings.Read(folder["out.wav"]));
    }

    [Theory]
    [InlineData("pcm16", WaveFormatEncoding.Pcm, 16)]
    [InlineData("pcm24", WaveFormatEncoding.Pcm, 24)]
    [InlineData("pcm32", WaveFormatEncoding.Pcm, 32)]
    [InlineData("float32", WaveFormatEncoding.IeeeFloat, 32)]
    [InlineData("float64", WaveFormatEncoding.IeeeFloat, 64)]
    public void Format_IsWritten(string name, WaveFormatEncoding encoding, int bits)
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts(sampleRate: 96000), 96000, channels: 3);
        var result = CommandLine.Run(["render", input, folder["out.wav"], .. Settings, "--format", name]);
        Assert.Equal(0, result.ExitCode);
        using var reader = new WaveFileReader(folder["out.wav"]);
        Assert.Equal(new WaveFormat(encoding, 96000, 3, bits), reader.WaveFormat);
        Assert.Equal(2 * 96000, reader.FrameCount);
    }

    [Fact]
    public void Clipping_IsSaid()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        var result = CommandLine.Run(["render", input, folder["out.wav"], .. Settings[..^1], "40", "--format", "pcm16"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("full scale", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Unlinked_DiffersWhereChannelsDiffer()
    {
        var left = Recordings.Bursts(1, seed: 1);
        var right = Recordings.Bursts(1, seed: 2);
        using (var writer = new WaveFileWriter(folder["in.wav"], WaveFormat.IeeeFloat(Recordings.SampleRate, 2)))
        {
            writer.WriteSamples([.. left.Zip(right).SelectMany(pair => new[] { pair.First, pair.Second })]);
            writer.Complete();
        }

        Assert.Equal(0, CommandLine.Run(["render", folder["in.wav"], folder["linked.wav"], .. Settings, "--linked"]).ExitCode);
        Assert.Equal(0, CommandLine.Run(["render", folder["in.wav"], folder["unlinked.wav"], .. Settings, "--unlinked"]).ExitCode);
        using var linked = new WaveFileReader(folder["linked.wav"]);
        using var unlinked = new WaveFileReader(folder["unlinked.wav"]);
        var expected = new float[left.Length];
        new StreamingCompressor(Parameters, Recordings.SampleRate).Process(left, expected);
        Assert.Equal(expected, unlinked.ReadChannels()[0]);
        Assert.NotEqual(expected, linked.ReadChannels()[0]);
    }

    [Fact]
    public void ExistingOutput_IsLeftAlone_UnlessOverwrite()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        File.WriteAllText(folder["out.wav"], "precious");
        CommandLine.AssertRefused(folder, ["render", input, folder["out.wav"], .. Settings], "out.wav", "existing");
        Assert.Equal(0, CommandLine.Run(["render", input, folder["out.wav"], .. Settings, "--overwrite"]).ExitCode);
        Assert.Equal(Expected(Parameters), Recordings.Read(folder["out.wav"]));
    }

    [SkippableFact]
    public void Overwrite_WritesWhereALinkLeads()
    {
        Skip.If(OperatingSystem.IsWindows(), "making a link needs a privilege there");
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        Directory.CreateDirectory(folder["there"]);
        File.WriteAllText(folder["there/old.wav"], "precious");
        File.CreateSymbolicLink(folder["link.wav"], "there/old.wav");
        CommandLine.AssertRefused(folder, ["render", input, folder["link.wav"], .. Settings], "link.wav", "existing");
        Assert.Equal(0, CommandLine.Run(["render", input, folder["link.wav"], .. Settings, "--overwrite"]).ExitCode);
        Assert.Equal("there/old.wav", new FileInfo(folder["link.wav"]).LinkTarget);
        Assert.Equal(Expected(Parameters), Recordings.Read(folder["there/old.wav"]));
    }

    [SkippableFact]
    public void EscapeSequenceInAFileName_DoesNotReachTheTerminal()
    {
        Skip.If(OperatingSystem.IsWindows(), "no file has such a name there");
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        var result = CommandLine.Run(["render", input, folder["a\e[31m\nb.wav"], .. Settings]);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(result.Output.TrimEnd(), char.IsControl);
    }

    [Fact]
    public void BadSample_LeavesNothingBehind()
    {
        var samples = Recordings.Bursts();
        samples[^1] = float.NaN;
        var input = Recordings.Write(folder["in.wav"], samples);
        CommandLine.AssertRefused(folder, ["render", input, folder["out.wav"], .. Settings], "in.wav", "NaN");
    }

    [Fact]
    public void MissingSettings_AreNamed()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        CommandLine.AssertRefused(folder, ["render", input, folder["out.wav"], .. Settings[..^2]], "--make-up-db");
    }

    [Fact]
    public void SettingOutOfBounds_IsRefused()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        CommandLine.AssertRefused(folder, ["render", input, folder["out.wav"], "--ratio", "0.5", .. Settings[..2], .. Settings[4..]], "ratio", "0.5");
    }

    [Fact]
    public void Cancellation_LeavesNothingBehind()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        var before = folder.Snapshot();
        var result = CommandLine.Run(new CancellationToken(canceled: true), ["render", input, folder["out.wav"], .. Settings]);
        Assert.Equal(130, result.ExitCode);
        Assert.Single(result.ErrorLines);
        Assert.Equal(before, folder.Snapshot());
    }

    /// <summary>
    /// The published settings, each against the stages of the model one after the other in double.
    /// </summary>
    [Fact]
    public void BuiltInCurve_RendersAsTheSerialModel_AtAllPublishedSettings()
    {
        var dry = Recordings.Bursts(0.5);
        var input = Recordings.Write(folder["in.wav"], dry);
        var settings = CurveFile.Read("la2a").Modes.SelectMany(mode => mode.Value.Select(point => (Setting: new UnitSetting(mode.Key, point.PeakReduction), point.Parameters))).ToList();
        Assert.Equal(26, settings.Count);
        foreach (var (setting, parameters) in settings)
        {
            var output = folder[$"{setting.Name}.wav"];
            var result = CommandLine.Run("render", input, output, "--curve", "la2a", "--mode", setting.ModeWord, "--peak-reduction", $"{setting.PeakReduction}");
            Assert.Equal(0, result.ExitCode);
            var rendered = Recordings.Read(output);

            var core = CoreParameters.FromPhysical(parameters, Recordings.SampleRate);
            var gainComputer = new GainComputer(core.ThresholdDb, core.Slope);
            var ballistics = new Ballistics(core.SingleSmoother);
            var makeUp = new MakeUp(core.MakeUpDb).Amplitude;
            for (var n = 0; n < dry.Length; n++)
            {
                var gain = ballistics.Next(Decibels.ToAmplitude(gainComputer.GainDb(Level.Db(dry[n]))));

                // The output is rounded to float once; what logarithm and exponential lose is far less.
                var expected = dry[n] * gain * makeUp;
                Assert.Equal(expected, rendered[n], Math.Abs(expected) * (Math.Pow(2, -24) + 1e-11));
            }
        }
    }

    [Fact]
    public void Curve_GivesSettingsInBetween_AndGivesWayToOptions()
    {
        File.WriteAllText(
            folder["curve.json"],
            """
            { "version": 1, "name": "unit", "modes": { "limit": [
              { "peakReduction": 60, "parameters": { "thresholdDb": -20, "ratio": 3, "attackMs": 1.5, "releaseMs": 100, "makeUpDb": 6 } },
              { "peakReduction": 70, "parameters": { "thresholdDb": -28, "ratio": 5, "attackMs": 0.5, "releaseMs": 300, "makeUpDb": 7 } } ] } }
            """);
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        var result = CommandLine.Run(
            "render", "--curve", folder["curve.json"], "--peak-reduction", "65", "--mode", "limit", "--interpolation", "linear", input, folder["out.wav"], "--make-up-db", "-0.75");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Expected(Parameters), Recordings.Read(folder["out.wav"]));
    }

    [Fact]
    public void Curve_RefusesWhatItLacks()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        File.WriteAllText(
            folder["curve.json"],
            """
            { "version": 1, "name": "unit", "modes": { "limit": [
              { "peakReduction": 60, "parameters": { "thresholdDb": -20, "ratio": 3, "attackMs": 1.5, "releaseMs": 100, "makeUpDb": 6 } } ] } }
            """);
        string[] Render(params string[] options) => ["render", input, folder["out.wav"], "--curve", .. options];
        CommandLine.AssertRefused(folder, Render(folder["curve.json"], "--mode", "compress", "--peak-reduction", "60"), "unit", "no points for compress", "limit");
        CommandLine.AssertRefused(folder, Render(folder["curve.json"], "--mode", "limit", "--peak-reduction", "61"), "unit", "found a peak reduction of 61", "60");
        CommandLine.AssertRefused(folder, Render("la2a", "--mode", "limit", "--peak-reduction", "39.9"), "la2a", "found a peak reduction of 39.9", "40 to 100");
        CommandLine.AssertRefused(folder, Render("none.json", "--mode", "limit", "--peak-reduction", "60"), "none.json", "no readable file");
    }

    private static float[] Expected(CompressorParameters parameters)
    {
        var samples = Recordings.Bursts();
        new StreamingCompressor(parameters, Recordings.SampleRate).Process(samples, samples);
        return samples;
    }
}
