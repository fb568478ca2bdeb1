using System.Collections.Immutable;
using FourA2A.ApproximateBallistics;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Systems;
using FourA2A.Simulation;

namespace FourA2A.Bench.Tasks;

/// <summary>
/// A pair that both systems are fitted to.
/// </summary>
/// <param name="Number">1, 2, ...</param>
/// <param name="Name">What it is, for people.</param>
/// <param name="Dry">The dry signal.</param>
/// <param name="Unit">What makes the wet signal of it.</param>
/// <param name="True">The unit's settings, in its own definitions.</param>
/// <param name="Published">What Colonel and Reiss (AES 153, 2022) learned from a target with these settings; null where they did not try.</param>
internal sealed record BenchTask(int Number, string Name, ISignal Dry, ICompressorSettings Unit, ModelSettings True, ModelSettings? Published = null)
{
    private const int SampleRate = 44_100;
    private const double Seconds = 5;
    private const long SampleCount = (long)(Seconds * SampleRate);

    private static readonly ApproximateParameters LearnedFromTestSignal = new(-11.7, 4.8, 1.6, -3, 54, 268, 31.1);
    private static readonly ApproximateParameters LearnedFromSpeech = new(-20.5, 1.8, 0, 3.4, 35.1, 37.6, 13.2);

    /// <summary>
    /// The two published tasks, the second one's settings on a recording, and a target of each model's own.
    /// </summary>
    public static ImmutableArray<string> Names { get; } =
        ["test signal", "speech-like", "drums and synthesiser", "target of the one-pole model", "target of approximate ballistics"];

    /// <summary>Makes a task with its signal.</summary>
    /// <param name="number">1, 2, ...</param>
    public static BenchTask Of(int number) => number switch
    {
        1 => Of(1, new ProfileSignal(SampleRate, Seconds), RmsCompressorSettings.PublishedTestSignal, LearnedFromTestSignal),
        2 => Of(2, new Stimulus(StimulusKind.Speech, SampleRate, SampleCount, seed: 1), RmsCompressorSettings.PublishedSpeech, LearnedFromSpeech),
        3 => Of(3, Loop, RmsCompressorSettings.PublishedSpeech, null),
        4 => new(4, Names[3], Loop, BenchSignals.Parameters, ModelSettings.Of(BenchSignals.Parameters)),
        5 => new(5, Names[4], Loop, LearnedFromSpeech, ModelSettings.Of(LearnedFromSpeech)),
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, $"Expected 1 to {Names.Length}."),
    };

    private static ISignal Loop => new TrimmedSignal(ShippedRecordings.Load(ShippedRecordings.Loop), 0, SampleCount);

    private static BenchTask Of(int number, ISignal dry, RmsCompressorSettings unit, ApproximateParameters? published) => new(
        number,
        Names[number - 1],
        dry,
        unit,
        new(unit.ThresholdDb, unit.Ratio, unit.KneeDb, unit.AttackMs, unit.ReleaseMs, null, unit.MakeUpDb),
        published is null ? null : ModelSettings.Of(published));
}
