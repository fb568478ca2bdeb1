using FourA2A.ApproximateBallistics;

namespace FourA2A.Tests.Cli;

public sealed class RenderApproximateTests : IDisposable
{
    private static readonly string[] Settings =
        ["--threshold-db", "-24", "--ratio", "4", "--attack-ms", "1", "--release-ms", "200", "--make-up-db", "-0.75"];

    private static readonly ApproximateParameters Approximate = new(-24, 4, 3, 1, 10, 100, 8);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ParameterFile_RendersAsItsModel_AndGivesWayToOptions()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        WriteApproximate();
        Assert.Equal(0, CommandLine.Run("render", folder["approximate.json"], input, folder["out.wav"]).ExitCode);
        Assert.Equal(Expected(Approximate), Recordings.Read(folder["out.wav"]));

        var result = CommandLine.Run("render", folder["approximate.json"], input, folder["changed.wav"], "--knee-db", "0", "--smoothing-ms", "30", "--ratio", "8");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Expected(Approximate with { KneeDb = 0, SmoothingMs = 30, Ratio = 8 }), Recordings.Read(folder["changed.wav"]));
    }

    [Fact]
    public void Settings_RenderAsTheModelThatHasThem()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        var result = CommandLine.Run(["render", input, folder["out.wav"], .. Settings, "--knee-db", "6", "--smoothing-ms", "12.5"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Expected(new ApproximateParameters(-24, 4, 6, -0.75, 1, 200, 12.5)), Recordings.Read(folder["out.wav"]));
        CommandLine.AssertRefused(folder, ["render", input, folder["more.wav"], .. Settings, "--knee-db", "6"], "no --smoothing-ms;");
    }

    [Fact]
    public void SettingsThatAModelLacks_AreRefused()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        WriteApproximate();
        File.WriteAllText(
            folder["unit.json"],
            """{ "version": 1, "parameters": { "thresholdDb": -24, "ratio": 4, "attackMs": 1, "releaseMs": 200, "makeUpDb": 6 } }""");
        CommandLine.AssertRefused(folder, ["render", folder["unit.json"], input, folder["out.wav"], "--knee-db", "3"], "--knee-db", "one-pole");
        CommandLine.AssertRefused(folder, ["render", "--curve", "la2a", "--mode", "limit", "--peak-reduction", "60", input, folder["out.wav"], "--smoothing-ms", "3"], "--smoothing-ms", "one-pole");
        CommandLine.AssertRefused(folder, ["render", folder["approximate.json"], input, folder["out.wav"], "--release-ms", "20000"], "releaseMs: found 20000", "10000");
        CommandLine.AssertRefused(folder, ["fit", input, input, "--start", folder["approximate.json"]], "approximate.json", "approximate-ballistics, expected those of one-pole");
    }

    private void WriteApproximate() => File.WriteAllText(
        folder["approximate.json"],
        """{ "version": 1, "model": "approximate-ballistics", "parameters": { "thresholdDb": -24, "ratio": 4, "kneeDb": 3, "makeUpDb": 1, "attackMs": 10, "releaseMs": 100, "smoothingMs": 8 } }""");

    private static float[] Expected(ApproximateParameters parameters)
    {
        var samples = Recordings.Bursts();
        new StreamingApproximateCompressor(parameters, Recordings.SampleRate).Process(samples, samples);
        return samples;
    }
}
