using PtxEmulator.Model;

namespace PtxEmulator.Driver;

/// <summary>A kernel of a loaded module.</summary>
internal sealed class EmulatedFunction(EmulatedModule module, EntryPoint entry) : ContextObject(module.Context)
{
    public EmulatedModule Module { get; } = module;

    public EntryPoint Entry { get; } = entry;
}
