using System.Security.Cryptography;
using System.Text.Json;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Simulation;
using FourA2A.Tests.Audio;

namespace FourA2A.Tests.Simulation;

public sealed class SimulatedDataSetTests : IDisposable
{
    private static readonly UnitSetting Setting = new(LevellingMode.Compress, 70);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SameOptions_GiveTheSameBytes()
    {
        var options = new SimulationOptions { Seconds = 4, Settings = [Setting, new(LevellingMode.Limit, 70)], DelaySamples = 0.3, NoiseDb = -80 };
        var (first, again) = (Write("first", options), Write("again", options));
        Assert.Equal(5, first.Count);
        Assert.Equal(first, again);
        Assert.NotEqual(first, Write("other", options with { Seed = 2 }));

        // A setting's files do not depend on the others.
        Assert.Equal(first["Train/target_2_LA2A_3c__1__70.wav"], Write("one", options with { Settings = [new(LevellingMode.Limit, 70)] })["Train/target_1_LA2A_3c__1__70.wav"]);
    }

    [Fact]
    public void Layout_IsReadBack()
    {
        Write("set", new() { Seconds = 1, Settings = [new(LevellingMode.Limit, 100), new(LevellingMode.Compress, 0), Setting] });
        var set = SignalTrainDataSet.Open(folder.File("set"));
        Assert.Empty(set.Findings);
        Assert.Equal(
            [(LevellingMode.Compress, 0), (LevellingMode.Compress, 70), (LevellingMode.Limit, 100)],
            set.Pairs.Select(pair => (pair.Mode, pair.PeakReduction)));
    }

    [Theory]
    [InlineData(-0.75)]
    [InlineData(0.37)]
    [InlineData(1234.5)]
    public void Delay_IsFoundByTheAlignment(double delay)
    {
        var (dry, wet) = Pair(new() { Seconds = 15, Settings = [Setting], DelaySamples = delay });
        var found = new DryWetPair(dry, wet, "dry", "wet").EstimateAlignment();
        Assert.Equal(delay, found.DelaySamples, tolerance: 0.02);
        Assert.Equal(AlignmentVerdict.BelongTogether, found.Verdict);
    }

    [Fact]
    public void KnobAtZero_LeavesTheFileAsItWas()
    {
        var (dry, wet) = Pair(new() { Seconds = 4, Settings = [new(LevellingMode.Compress, 0)] });
        Assert.Equal(PairSignals.Read(dry), PairSignals.Read(wet));
    }

    [Fact]
    public void Noise_HasTheLevelAskedFor()
    {
        var options = new SimulationOptions { Seconds = 4, Settings = [Setting], Encoding = WaveFormatEncoding.IeeeFloat, BitsPerSample = 32 };
        var clean = PairSignals.Read(Pair(options).Wet);
        var noisy = PairSignals.Read(Pair(options with { NoiseDb = -60 }).Wet);
        var rms = Math.Sqrt(clean.Zip(noisy, (a, b) => Math.Pow(b - a, 2)).Average());

        // Its standard error over 176,400 samples is 0.01 dB.
        Assert.Equal(-60, Decibels.FromAmplitude(rms), tolerance: 0.05);
    }

    [Fact]
    public void StimulusFile_IsLoopedAndKeepsItsRate()
    {
        var song = PairSignals.Noise(1000, seed: 1);
        using (var writer = new WaveFileWriter(folder.File("song.wav"), WaveFormat.IeeeFloat(8000, 1)))
        {
            writer.WriteSamples(song.Samples);
            writer.Complete();
        }

        var options = new SimulationOptions { Seconds = 0.25, SampleRate = 8000, StimulusFile = folder.File("song.wav"), Settings = [Setting], Encoding = WaveFormatEncoding.IeeeFloat, BitsPerSample = 32 };
        var (dry, _) = Pair(options);
        Assert.Equal(8000, dry.SampleRate);
        Assert.Equal([.. song.Samples, .. song.Samples], PairSignals.Read(dry));
    }

    [Fact]
    public void Record_SaysThatItIsASimulationAndTheTruth()
    {
        Write("set", new() { Seconds = 1, Settings = [Setting], DelaySamples = -0.75, NoiseDb = -90, Seed = 7, Stimulus = StimulusKind.Pulses });
        using var json = JsonDocument.Parse(File.ReadAllText(folder.File("set/synth.json")));
        var root = json.RootElement;
        Assert.Contains("Simulation", root.GetProperty("statement").GetString(), StringComparison.Ordinal);
        Assert.Equal(-0.75, root.GetProperty("delaySamples").GetDouble());
        Assert.Equal(-90, root.GetProperty("noiseDb").GetDouble());
        Assert.Equal(7, root.GetProperty("seed").GetInt32());
        Assert.Equal("pulses", root.GetProperty("stimulus").GetString());
        Assert.Equal("compress-70", root.GetProperty("settings")[0].GetString());
        Assert.Equal("thresholdDb", root.GetProperty("fallingCurves")[0].GetString());
    }

    [Fact]
    public void Cancellation_EndsTheWork()
        => Assert.Throws<OperationCanceledException>(
            () => SimulatedDataSet.Write(Directory.CreateDirectory(folder.File("set")).FullName, new() { Settings = [Setting] }, cancellation: new CancellationToken(canceled: true)));

    private Dictionary<string, string> Write(string name, SimulationOptions options)
    {
        var path = Directory.CreateDirectory(folder.File(name)).FullName;
        SimulatedDataSet.Write(path, options);
        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(path, file).Replace('\\', '/'), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
    }

    private (ArraySignal Dry, ArraySignal Wet) Pair(SimulationOptions options)
    {
        var name = Guid.NewGuid().ToString("N");
        Write(name, options);
        var pair = Assert.Single(SignalTrainDataSet.Open(folder.File(name)).Pairs);
        return (Load(pair.DryPath), Load(pair.WetPath));

        static ArraySignal Load(string path)
        {
            using var signal = new WaveFileSignal(path);
            return new ArraySignal(PairSignals.Read(signal), signal.SampleRate);
        }
    }
}
