using System.Diagnostics.CodeAnalysis;

namespace FourA2A.Simulation.Units;

/// <summary>
/// What a pair of the reference compressor says about itself.
/// </summary>
internal sealed record CompressorRecord : SimulationRecord
{
    [SetsRequiredMembers]
    internal CompressorRecord(SimulationOptions options, CompressorUnit unit)
        : base(options)
        => Settings = unit.Settings;

    /// <inheritdoc cref="CompressorUnit.Settings"/>
    public RmsCompressorSettings Settings { get; }
}
