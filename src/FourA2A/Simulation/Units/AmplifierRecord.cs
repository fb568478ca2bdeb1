using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using FourA2A.Audio;

namespace FourA2A.Simulation.Units;

/// <summary>
/// What a data set of the optical amplifier says about itself.
/// </summary>
internal sealed record AmplifierRecord : SimulationRecord
{
    [SetsRequiredMembers]
    internal AmplifierRecord(SimulationOptions options, AmplifierUnit unit)
        : base(options)
    {
        Settings = [.. unit.Settings.Select(setting => setting.Name)];
        (SaturationDb, OutputGainDb) = (unit.SaturationDb, unit.OutputGainDb);
    }

    /// <summary>The settings in the order of the files' numbers, from 1; <see cref="UnitSetting.Name"/>.</summary>
    public ImmutableArray<string> Settings { get; }

    /// <inheritdoc cref="AmplifierUnit.SaturationDb"/>
    public double? SaturationDb { get; }

    /// <inheritdoc cref="AmplifierUnit.OutputGainDb"/>
    public double OutputGainDb { get; }

    /// <summary>Fitted settings that must fall as the peak reduction rises.</summary>
    public ImmutableArray<string> FallingCurves { get; } = OpticalLevellingAmplifier.FallingCurves;
}
