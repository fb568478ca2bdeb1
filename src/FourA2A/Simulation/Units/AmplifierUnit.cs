using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Files;

namespace FourA2A.Simulation.Units;

/// <summary>
/// An <see cref="OpticalLevellingAmplifier"/>, recorded at one setting after the other in the layout of <see cref="SignalTrainDataSet"/>.
/// A setting's files do not depend on which others are asked for.
/// </summary>
/// <param name="Settings">The settings, one pair of files each.</param>
public sealed record AmplifierUnit(ImmutableArray<UnitSetting> Settings) : SimulatedUnit
{
    private const string Subset = "Train";
    private const string Take = "3c";

    /// <summary>Drive of the unit's saturation in dB; null for none.</summary>
    public double? SaturationDb { get; init; }

    /// <summary>Gain after the unit in dB.</summary>
    public double OutputGainDb { get; init; }

    /// <inheritdoc/>
    public override string Statement => OpticalLevellingAmplifier.Statement;

    /// <inheritdoc/>
    public override int PairCount => Settings.Length;

    internal override IReadOnlyList<SimulatedPair> Pairs(int sampleRate) => [.. Settings.Select((setting, index) => new SimulatedPair(
        Path.Combine(Subset, $"input_{index + 1}_.wav"),
        Path.Combine(Subset, $"target_{index + 1}_LA2A_{Take}__{(int)setting.Mode}__{setting.PeakReduction}.wav"),
        new OpticalLevellingAmplifier(setting, sampleRate, SaturationDb, OutputGainDb),
        ((long)setting.Mode * 101) + (long)setting.PeakReduction))];

    internal override void WriteRecord(string path, SimulationOptions options)
        => JsonFile.WriteNew(path, new AmplifierRecord(options, this), SimulationJsonContext.Default.AmplifierRecord);
}
