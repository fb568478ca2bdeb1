using FourA2A.Files;

namespace FourA2A.Simulation.Units;

/// <summary>
/// An <see cref="RmsCompressor"/>, recorded once: <see cref="DryFile"/> and <see cref="WetFile"/>.
/// </summary>
/// <param name="Settings">Its settings.</param>
public sealed record CompressorUnit(RmsCompressorSettings Settings) : SimulatedUnit
{
    /// <summary>Name of the dry file.</summary>
    public const string DryFile = "dry.wav";

    /// <summary>Name of the wet file.</summary>
    public const string WetFile = "wet.wav";

    /// <inheritdoc/>
    public override string Statement => RmsCompressor.Statement;

    /// <inheritdoc/>
    public override int PairCount => 1;

    internal override IReadOnlyList<SimulatedPair> Pairs(int sampleRate) => [new(DryFile, WetFile, Settings.CreateProcessor(sampleRate))];

    internal override void WriteRecord(string path, SimulationOptions options)
        => JsonFile.WriteNew(path, new CompressorRecord(options, this), SimulationJsonContext.Default.CompressorRecord);
}
