namespace PtxEmulator.Driver;

/// <summary>A module loaded into a context.</summary>
internal sealed class EmulatedModule(EmulatedContext context, LoadedModule loaded) : ContextObject(context)
{
    public LoadedModule Loaded { get; } = loaded;

    /// <summary>Its variables.</summary>
    public IEnumerable<(ulong Address, nuint Bytes)> Memory =>
        Loaded.Module.Variables.Select(variable => (Loaded.SymbolAddress(variable.Name), (nuint)variable.Size));
}
