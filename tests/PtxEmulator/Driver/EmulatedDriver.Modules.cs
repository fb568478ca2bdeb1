using System.Runtime.InteropServices;
using System.Text;
using FourA2A.Cuda.Driver;
using PtxEmulator.Model;
using PtxEmulator.Scheduling;

namespace PtxEmulator.Driver;

/// <content>Modules, their kernels and launches.</content>
public sealed unsafe partial class EmulatedDriver
{
    /// <summary>Threads that a launch runs in a virtual microsecond.</summary>
    private const double ThreadsPerMicrosecond = 10_000;

    private CudaResult ModuleLoadDataEx(nint* module, void* image, uint optionCount, int* options, void** values) =>
        InContext(nameof(DriverTable.ModuleLoadDataEx), context =>
        {
            Require(module != null && image != null && (optionCount == 0 || (options != null && values != null)));
            var (result, log, loaded) = Compile(context.Card, Marshal.PtrToStringUTF8((nint)image)!);
            JitLog.Write(optionCount, options, values, log);
            if (loaded is null)
            {
                throw new DriverError(result);
            }

            *module = context.Add(new EmulatedModule(context, context.Device.LoadModule(loaded) ?? throw new DriverError(CudaResult.OutOfMemory)));
        });

    /// <summary>What the driver's compiler makes of a module, and what it writes into its error log.</summary>
    private (CudaResult Result, string Log, PtxModule? Module) Compile(EmulatedCard card, string ptx)
    {
        PtxModule module;
        try
        {
            module = PtxModule.Parse(ptx);
        }
        catch (PtxException refused)
        {
            return (CudaResult.InvalidPtx, refused.Message, null);
        }

        var newest = PtxVersions.Newest(Version);
        if (System.Version.Parse(module.Version) > newest)
        {
            return (CudaResult.UnsupportedPtxVersion, $"Unsupported .version {module.Version}; current version is '{newest}'", null);
        }

        var capability = (10 * card.Options.Major) + card.Options.Minor;
        return PtxVersions.Capability(module.Target) > capability
            ? (CudaResult.NoBinaryForGpu, $".target {module.Target} is above the card's sm_{capability}", null)
            : (CudaResult.Success, string.Empty, module);
    }

    private CudaResult ModuleUnload(nint module) => InContext(nameof(DriverTable.ModuleUnload), context =>
    {
        var unloaded = Find<EmulatedModule>(context, module);
        if (context.IsUsed(unloaded))
        {
            throw BreakContext(context, "a module is unloaded while a launch of its kernels is queued");
        }

        context.RemoveFunctions(unloaded);
        context.Remove(module);
        context.Device.Unload(unloaded.Loaded);
    });

    private CudaResult ModuleGetFunction(nint* function, nint module, byte* name) => InContext(nameof(DriverTable.ModuleGetFunction), context =>
    {
        var owner = Find<EmulatedModule>(context, module);
        Require(function != null && name != null);
        Require(owner.Loaded.Entries.TryGetValue(Text(name), out var entry), CudaResult.NotFound);
        *function = context.Add(new EmulatedFunction(owner, entry!));
    });

    private CudaResult ModuleGetGlobal(ulong* address, nuint* bytes, nint module, byte* name) => InContext(nameof(DriverTable.ModuleGetGlobal), context =>
    {
        var owner = Find<EmulatedModule>(context, module);
        Require(name != null);
        var symbol = Text(name);
        Require(owner.Loaded.SymbolAddress(symbol) != 0, CudaResult.NotFound);
        if (address != null)
        {
            *address = owner.Loaded.SymbolAddress(symbol);
        }

        if (bytes != null)
        {
            *bytes = owner.Loaded.SymbolBytes(symbol);
        }
    });

    private CudaResult FuncGetAttribute(int* value, int attribute, nint function) => InContext(nameof(DriverTable.FuncGetAttribute), context =>
    {
        var entry = Find<EmulatedFunction>(context, function).Entry;
        Require(value != null);

        // Numbers of CUfunction_attribute.
        *value = attribute switch
        {
            0 => MaxThreads(entry),
            1 => entry.SharedBytes,
            2 or 3 => 0, // constant and local memory: the parser refuses the latter
            4 => 0, // registers are allocated by the real driver's compiler only
            5 or 6 => (10 * context.Card.Options.Major) + context.Card.Options.Minor,
            8 => EmulatedDevice.MaxSharedBytesPerBlock - entry.SharedBytes,
            _ => throw new DriverError(CudaResult.InvalidValue),
        };
    });

    private CudaResult OccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, nint function, int blockSize, nuint dynamicSharedBytes) =>
        InContext(nameof(DriverTable.OccupancyMaxActiveBlocksPerMultiprocessor), context =>
        {
            var entry = Find<EmulatedFunction>(context, function).Entry;
            Require(blocks != null && blockSize > 0);
            *blocks = blockSize > MaxThreads(entry) ? 0 : DeviceLimits.ActiveBlocks(blockSize, LaunchLimits.SharedBytes(entry, (uint)dynamicSharedBytes));
        });

    private CudaResult LaunchKernel(
        nint function,
        uint gridX,
        uint gridY,
        uint gridZ,
        uint blockX,
        uint blockY,
        uint blockZ,
        uint dynamicSharedBytes,
        nint stream,
        void** arguments,
        void** extra) => InContext(nameof(DriverTable.LaunchKernel), context =>
    {
        var kernel = Find<EmulatedFunction>(context, function);
        var queue = Stream(context, stream);
        var (grid, block) = (new Dim3(gridX, gridY, gridZ), new Dim3(blockX, blockY, blockZ));
        Require(block.Count <= MaxThreads(kernel.Entry) || block.Count > EmulatedDevice.MaxThreadsPerBlock, CudaResult.LaunchOutOfResources);
        var sharedBytes = LaunchLimits.SharedBytes(kernel.Entry, dynamicSharedBytes);
        Require(LaunchLimits.Broken(kernel.Entry, grid, block, sharedBytes, kernel.Entry.ParameterBytes) is null);
        Require(extra == null, CudaResult.NotSupported);

        // The arguments are read now: the caller may change them as soon as the call returns.
        var parameters = Copy(kernel.Entry, arguments);
        var card = context.Card;
        context.Enqueue(new Operation(queue, () =>
        {
            var options = card.Schedule with { Seed = (ulong)Random.NextInt64() };
            var statistics = context.Device.Launch(kernel.Module.Loaded, kernel.Entry.Name, grid, block, dynamicSharedBytes, parameters, options);
            card.Record(new LaunchRecord(kernel.Entry.Name, grid, block, dynamicSharedBytes, statistics));
            return grid.Count * block.Count / ThreadsPerMicrosecond;
        })
        {
            Module = kernel.Module,
        });
    });

    private byte[] Copy(EntryPoint entry, void** arguments)
    {
        var bytes = new byte[entry.ParameterBytes];
        for (var index = 0; index < entry.Parameters.Count; index++)
        {
            if (arguments == null || arguments[index] == null)
            {
                throw Misuse(CudaResult.InvalidValue, $"kernel '{entry.Name}' is launched without its argument {index}");
            }

            var parameter = entry.Parameters[index];
            new ReadOnlySpan<byte>(arguments[index], parameter.Size).CopyTo(bytes.AsSpan(parameter.Offset));
        }

        return bytes;
    }

    private static int MaxThreads(EntryPoint entry) => Math.Min(entry.MaxThreads ?? int.MaxValue, EmulatedDevice.MaxThreadsPerBlock);

    private static string Text(byte* text) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}
