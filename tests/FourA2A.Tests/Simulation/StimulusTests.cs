using FourA2A.Audio;
using FourA2A.Simulation;
using FourA2A.Tests.Audio;

namespace FourA2A.Tests.Simulation;

public sealed class StimulusTests
{
    private const int SampleRate = 44100;
    private const int Length = 16 * SampleRate;

    // What the mix has had from the beginning; adding to it would change every data set made with it.
    private static readonly StimulusKind[] OfMix =
        [StimulusKind.Tones, StimulusKind.Bursts, StimulusKind.Pulses, StimulusKind.Sweeps, StimulusKind.Recordings];

    public static TheoryData<StimulusKind> Kinds => [.. Enum.GetValues<StimulusKind>()];

    public static TheoryData<StimulusKind> KindsOfManyLevels => [StimulusKind.Mix, .. OfMix];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_IsTheSameFromAnyPlace(StimulusKind kind)
    {
        var whole = PairSignals.Read(Stimulus.Create(kind, SampleRate, Length, seed: 1));
        var other = Stimulus.Create(kind, SampleRate, Length, seed: 1);

        // Across the seam of two passages, and across both ends.
        foreach (var start in new[] { (3 * SampleRate) - 100, 54_321, -50, Length - 150 })
        {
            var part = new float[200];
            other.Read(start, part);
            Assert.Equal(Enumerable.Range(start, 200).Select(n => n >= 0 && n < Length ? whole[n] : 0), part);
        }
    }

    [Theory]
    [MemberData(nameof(KindsOfManyLevels))]
    public void Levels_CoverWhatACompressorIsSetTo(StimulusKind kind)
    {
        var samples = PairSignals.Read(new Stimulus(kind, SampleRate, 60 * SampleRate, seed: 1));
        var peaks = samples.Chunk(3 * SampleRate).Select(passage => passage.Max(Math.Abs)).ToList();
        Assert.All(peaks, peak => Assert.InRange(peak, 1e-4, 0.9));
        Assert.True(peaks.Max() > 0.5, $"{peaks.Max()}");
        Assert.True(peaks.Min() < 0.15, $"{peaks.Min()}");

        // Each passage ends in a pause.
        Assert.All(Enumerable.Range(1, 20), passage => Assert.Equal(0, samples[(passage * 3 * SampleRate) - 1]));
    }

    [Fact]
    public void OtherSeed_IsAnotherSignal()
        => Assert.NotEqual(
            PairSignals.Read(new Stimulus(StimulusKind.Mix, SampleRate, Length, seed: 1)),
            PairSignals.Read(new Stimulus(StimulusKind.Mix, SampleRate, Length, seed: 2)));

    [Fact]
    public void Mix_HoldsEveryKind()
    {
        var mix = PairSignals.Read(new Stimulus(StimulusKind.Mix, SampleRate, Length, seed: 1));
        var passage = 3 * SampleRate;
        foreach (var kind in OfMix)
        {
            var one = PairSignals.Read(new Stimulus(kind, SampleRate, Length, seed: 1));
            Assert.Single(Enumerable.Range(0, 5), number => mix.AsSpan(number * passage, passage).SequenceEqual(one.AsSpan(number * passage, passage)));
        }
    }

    [Fact]
    public void LoopedSignal_BeginsAgain()
    {
        var looped = new LoopedSignal(new ArraySignal(new float[] { 1, 2, 3 }, SampleRate), 8);
        var samples = new float[11];
        looped.Read(-1, samples);
        Assert.Equal([0, 1, 2, 3, 1, 2, 3, 1, 2, 0, 0], samples);
    }
}
