using PtxEmulator.Memory;
using PtxEmulator.Model;

namespace PtxEmulator;

/// <summary>A module in an emulated device: its kernels, and its variables in device memory.</summary>
public sealed class LoadedModule
{
    private readonly Dictionary<string, MemoryRegion> variables;
    private readonly Dictionary<string, ulong> addresses;

    internal LoadedModule(PtxModule module, Dictionary<string, MemoryRegion> variables)
    {
        Module = module;
        this.variables = variables;
        addresses = variables.ToDictionary(pair => pair.Key, pair => pair.Value.Address);
    }

    public PtxModule Module { get; }

    public IReadOnlyDictionary<string, EntryPoint> Entries => Module.Entries;

    /// <summary>Addresses of the variables by name.</summary>
    internal IReadOnlyDictionary<string, ulong> Addresses => addresses;

    /// <summary>Address of a variable; 0 if the module has none of this name.</summary>
    public ulong SymbolAddress(string name) => addresses.GetValueOrDefault(name);

    /// <summary>Bytes of a variable; 0 if the module has none of this name.</summary>
    public nuint SymbolBytes(string name) => variables.TryGetValue(name, out var region) ? region.Size : 0;
}
