using System.Collections.Immutable;

namespace FourA2A.Simulation;

/// <summary>
/// What a simulated data set says about itself, in <c>synth.json</c>.
/// </summary>
public sealed record SimulationRecord
{
    /// <summary>Name of the file in the folder of the data set.</summary>
    public const string FileName = "synth.json";

    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Version of the program that wrote it.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>That it is a simulation: <see cref="OpticalLevellingAmplifier.Statement"/>.</summary>
    public string Statement { get; init; } = OpticalLevellingAmplifier.Statement;

    /// <summary>Fitted settings that must fall as the peak reduction rises: <see cref="OpticalLevellingAmplifier.FallingCurves"/>.</summary>
    public ImmutableArray<string> FallingCurves { get; init; } = OpticalLevellingAmplifier.FallingCurves;

    /// <summary>What was asked for, and so the truth.</summary>
    public required SimulationOptions Options { get; init; }
}
