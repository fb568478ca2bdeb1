using System.Security.Cryptography;
using System.Text.Json;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Simulation;
using FourA2A.Simulation.Units;
using FourA2A.Tests.Audio;

namespace FourA2A.Tests.Simulation;

public sealed class SimulatedDataSetTests : IDisposable
{
    private static readonly UnitSetting Setting = new(LevellingMode.Compress, 70);
    private static readonly AmplifierUnit OneSetting = new([Setting]);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SameOptions_GiveTheSameBytes()
    {
        var options = new SimulationOptions { Seconds = 4, Unit = new AmplifierUnit([Setting, new(LevellingMode.Limit, 70)]), DelaySamples = 0.3, NoiseDb = -80 };
        var (first, again) = (Write("first", options), Write("again", options));
        Assert.Equal(5, first.Count);
        Assert.Equal(first, again);
        Assert.NotEqual(first, Write("other", options with { Seed = 2 }));

        // A setting's files do not depend on the others.
        Assert.Equal(first["Train/target_2_LA2A_3c__1__70.wav"], Write("one", options with { Unit = new AmplifierUnit([new(LevellingMode.Limit, 70)]) })["Train/target_1_LA2A_3c__1__70.wav"]);
    }

    [Fact]
    public void Layout_IsReadBack()
    {
        Write("set", new() { Seconds = 1, Unit = new AmplifierUnit([new(LevellingMode.Limit, 100), new(LevellingMode.Compress, 0), Setting]) });
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
        var (dry, wet) = Pair(new() { Seconds = 15, Unit = OneSetting, DelaySamples = delay });
        var found = new DryWetPair(dry, wet, "dry", "wet").EstimateAlignment();
        Assert.Equal(delay, found.DelaySamples, tolerance: 0.02);
        Assert.Equal(AlignmentVerdict.BelongTogether, found.Verdict);
    }

    [Fact]
    public void KnobAtZero_LeavesTheFileAsItWas()
    {
        var (dry, wet) = Pair(new() { Seconds = 4, Unit = new AmplifierUnit([new(LevellingMode.Compress, 0)]) });
        Assert.Equal(PairSignals.Read(dry), PairSignals.Read(wet));
    }

    [Fact]
    public void Noise_HasTheLevelAskedFor()
    {
        var options = new SimulationOptions { Seconds = 4, Unit = OneSetting, Encoding = WaveFormatEncoding.IeeeFloat, BitsPerSample = 32 };
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

        var options = new SimulationOptions { Seconds = 0.25, SampleRate = 8000, StimulusFile = folder.File("song.wav"), Unit = OneSetting, Encoding = WaveFormatEncoding.IeeeFloat, BitsPerSample = 32 };
        var (dry, _) = Pair(options);
        Assert.Equal(8000, dry.SampleRate);
        Assert.Equal([.. song.Samples, .. song.Samples], PairSignals.Read(dry));
    }

    [Fact]
    public void Record_SaysThatItIsASimulationAndTheTruth()
    {
        Write("set", new() { Seconds = 1, Unit = OneSetting, DelaySamples = -0.75, NoiseDb = -90, Seed = 7, Stimulus = StimulusKind.Pulses });
        using var json = JsonDocument.Parse(File.ReadAllText(folder.File("set/synth.json")));
        var root = json.RootElement;
        Assert.Contains("Simulation", root.GetProperty("statement").GetString(), StringComparison.Ordinal);
        Assert.Equal(-0.75, root.GetProperty("delaySamples").GetDouble());
        Assert.Equal(-90, root.GetProperty("noiseDb").GetDouble());
        Assert.Equal(7, root.GetProperty("seed").GetInt32());
        Assert.Equal("pulses", root.GetProperty("stimulus").GetString());
        Assert.Equal("compress-70", root.GetProperty("settings")[0].GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("saturationDb").ValueKind);
        Assert.Equal(0, root.GetProperty("outputGainDb").GetDouble());
        Assert.Equal(1, root.GetProperty("version").GetInt32());
        Assert.Equal("thresholdDb", root.GetProperty("fallingCurves")[0].GetString());
    }

    [Fact]
    public void Compressor_IsRecordedInOnePairWithItsTruth()
    {
        var settings = new RmsCompressorSettings(-15, 5, 1, 3, 300, 3.9);
        var options = new SimulationOptions
        {
            Seconds = 2,
            Stimulus = StimulusKind.Speech,
            Unit = new CompressorUnit(settings),
            Encoding = WaveFormatEncoding.IeeeFloat,
            BitsPerSample = 32,
        };
        var first = Write("pair", options);
        Assert.Equal(["dry.wav", "synth.json", "wet.wav"], first.Keys.Order());
        Assert.Equal(first, Write("again", options));

        using var dry = new WaveFileSignal(folder.File("pair/dry.wav"));
        using var wet = new WaveFileSignal(folder.File("pair/wet.wav"));
        Assert.Equal(PairSignals.Read(Stimulus.Create(StimulusKind.Speech, 44100, 88200, seed: 1)), PairSignals.Read(dry));
        Assert.Equal(settings.Render(dry).Samples, PairSignals.Read(wet));

        using var json = JsonDocument.Parse(File.ReadAllText(folder.File("pair/synth.json")));
        var root = json.RootElement;
        Assert.Equal(RmsCompressor.Statement, root.GetProperty("statement").GetString());
        Assert.Equal(RmsCompressor.Statement, SimulationRecord.StatementIn(folder.File("pair")));
        Assert.Equal("speech", root.GetProperty("stimulus").GetString());
        Assert.Equal(
            [-15, 5, 1, 3, 300, 3.9],
            new[] { "thresholdDb", "ratio", "kneeDb", "attackMs", "releaseMs", "makeUpDb" }.Select(name => root.GetProperty("settings").GetProperty(name).GetDouble()));
    }

    [Fact]
    public void Compressor_TakesDelayAndNoiseAsTheAmplifierDoes()
    {
        var options = new SimulationOptions { Seconds = 5, Stimulus = StimulusKind.Profile, Unit = new CompressorUnit(RmsCompressorSettings.PublishedTestSignal), DelaySamples = 7, NoiseDb = -60, Encoding = WaveFormatEncoding.IeeeFloat, BitsPerSample = 32 };
        Write("pair", options);
        using var dry = new WaveFileSignal(folder.File("pair/dry.wav"));
        using var wet = new WaveFileSignal(folder.File("pair/wet.wav"));
        var late = RmsCompressorSettings.PublishedTestSignal.Render(new TrimmedSignal(dry, -7, (int)dry.SampleCount));
        var rms = Math.Sqrt(PairSignals.Read(wet).Zip(PairSignals.Read(late), (a, b) => Math.Pow(a - b, 2)).Average());

        // Its standard error over 220,500 samples is 0.01 dB.
        Assert.Equal(-60, Decibels.FromAmplitude(rms), tolerance: 0.05);
    }

    [Fact]
    public void Cancellation_EndsTheWork()
        => Assert.Throws<OperationCanceledException>(
            () => SimulatedDataSet.Write(Directory.CreateDirectory(folder.File("set")).FullName, new() { Unit = OneSetting }, cancellation: new CancellationToken(canceled: true)));

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
