namespace PtxEmulator.Driver;

/// <summary>A module loaded into a context.</summary>
internal sealed class EmulatedModule(EmulatedContext context, LoadedModule loaded) : ContextObject(context)
{
    public LoadedModule Loaded { get; } = loaded;
}
