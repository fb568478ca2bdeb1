namespace PtxEmulator.Model;

/// <summary>A PTX file, parsed and decoded.</summary>
public sealed class PtxModule
{
    /// <summary>What <c>.version</c> says, such as <c>6.3</c>.</summary>
    public required string Version { get; init; }

    /// <summary>What <c>.target</c> says, such as <c>sm_75</c>.</summary>
    public required string Target { get; init; }

    public required IReadOnlyDictionary<string, EntryPoint> Entries { get; init; }

    public required IReadOnlyList<ModuleVariable> Variables { get; init; }

    /// <summary>Parses and decodes.</summary>
    /// <exception cref="PtxException">The text is malformed, breaks a rule of PTX, or uses what the emulator does not know.</exception>
    public static PtxModule Parse(string ptx) => new PtxParser(ptx).Parse();
}
