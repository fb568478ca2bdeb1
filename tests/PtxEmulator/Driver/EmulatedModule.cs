using PtxEmulator.Model;

namespace PtxEmulator.Driver;

/// <summary>A module loaded into a context.</summary>
internal sealed class EmulatedModule(EmulatedContext context, PtxModule source, LoadedModule loaded) : ContextObject(context)
{
    public PtxModule Source { get; } = source;

    public LoadedModule Loaded { get; } = loaded;

    /// <summary>Its variables.</summary>
    public IEnumerable<(ulong Address, nuint Bytes)> Memory => Source.Variables.Select(variable => (Loaded.SymbolAddress(variable.Name), (nuint)variable.Size));
}
