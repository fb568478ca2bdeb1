using System.Buffers.Binary;
using PtxEmulator.Execution;
using PtxEmulator.Memory;
using PtxEmulator.Model;
using PtxEmulator.Scheduling;

namespace PtxEmulator;

/// <summary>
/// A card that checks: device memory, modules and launches. For use by one thread at a time; a launch has ended when
/// <see cref="Launch"/> returns.
/// </summary>
/// <param name="totalBytes">Device memory; taken from the host only as it is allocated.</param>
public sealed unsafe class EmulatedDevice(ulong totalBytes = 1ul << 30) : IDisposable
{
    public const int MaxThreadsPerBlock = 1024;

    /// <summary>Static and dynamic shared memory of a block together.</summary>
    public const int MaxSharedBytesPerBlock = SharedMemoryPool.BytesPerBlock;

    private readonly DeviceMemory memory = new(totalBytes);
    private readonly SharedMemoryPool sharedMemories = new();

    public ulong TotalBytes => memory.TotalBytes;

    public ulong FreeBytes => memory.FreeBytes;

    /// <summary>Address of new memory, poisoned, a multiple of 256; 0 if there is not enough left.</summary>
    public ulong Allocate(nuint bytes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bytes);
        return memory.Allocate(bytes)?.Address ?? 0;
    }

    /// <summary>Frees what <see cref="Allocate"/> has given; false if nothing begins at the address.</summary>
    public bool Free(ulong address) => memory.Free(address);

    /// <summary>The allocation that an address lies in: where it begins, and its bytes; null if there is none.</summary>
    public (ulong Address, nuint Bytes)? AllocationOf(ulong address) =>
        memory.Find(address) is { } region ? (region.Address, region.Size) : null;

    /// <summary>True if so many bytes at the address lie in one allocation.</summary>
    public bool Contains(ulong address, nuint bytes) =>
        memory.Find(address) is { } region && region.Size - (nuint)(address - region.Address) >= bytes;

    /// <summary>Copies from the device.</summary>
    /// <exception cref="ArgumentException">The bytes are not in one allocation.</exception>
    public void Read(ulong address, Span<byte> destination) =>
        new ReadOnlySpan<byte>(At(address, (nuint)destination.Length, out _), destination.Length).CopyTo(destination);

    /// <summary>Copies to the device. The host may write constants too.</summary>
    /// <exception cref="ArgumentException">The bytes are not in one allocation.</exception>
    public void Write(ulong address, ReadOnlySpan<byte> source)
    {
        source.CopyTo(new Span<byte>(At(address, (nuint)source.Length, out var region), source.Length));
        ByteMask.Set(region.Initialized, (nuint)(address - region.Address), (nuint)source.Length);
    }

    /// <summary>Copies within the device; whether the source was written goes with it. The two may overlap.</summary>
    /// <exception cref="ArgumentException">The bytes are not each in one allocation.</exception>
    public void Copy(ulong source, ulong destination, nuint bytes)
    {
        var from = At(source, bytes, out var sourceRegion);
        var to = At(destination, bytes, out var destinationRegion);
        Buffer.MemoryCopy(from, to, bytes, bytes);
        ByteMask.Copy(
            sourceRegion.Initialized, (nuint)(source - sourceRegion.Address), destinationRegion.Initialized, (nuint)(destination - destinationRegion.Address), bytes);
    }

    /// <summary>Repeats a pattern of 1, 2 or 4 bytes so many times.</summary>
    /// <exception cref="ArgumentException">The bytes are not in one allocation.</exception>
    public void Fill(ulong address, ReadOnlySpan<byte> pattern, nuint count)
    {
        var bytes = count * (nuint)pattern.Length;
        var data = At(address, bytes, out var region);
        var whole = pattern.Length switch
        {
            1 => pattern[0] * 0x0101_0101u,
            2 => BinaryPrimitives.ReadUInt16LittleEndian(pattern) * 0x0001_0001u,
            4 => BinaryPrimitives.ReadUInt32LittleEndian(pattern),
            _ => throw new ArgumentOutOfRangeException(nameof(pattern), pattern.Length, "A pattern has 1, 2 or 4 bytes."),
        };
        var words = bytes / 4;
        for (nuint i = 0; i < words; i++)
        {
            ((uint*)data)[i] = whole;
        }

        for (var i = words * 4; i < bytes; i++)
        {
            data[i] = (byte)(whole >> (8 * (int)(i % 4)));
        }

        ByteMask.Set(region.Initialized, (nuint)(address - region.Address), bytes);
    }

    /// <summary>Allocates and initialises the module's variables; null if there is not enough memory.</summary>
    public LoadedModule? LoadModule(PtxModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var variables = new Dictionary<string, MemoryRegion>(StringComparer.Ordinal);
        foreach (var variable in module.Variables)
        {
            if (memory.Allocate((nuint)variable.Size, variable.IsConstant) is not { } region)
            {
                Free(variables.Values.Select(one => one.Address));
                return null;
            }

            variables.Add(variable.Name, region);
            Write(region.Address, variable.InitialBytes.Span);
        }

        return new(module, variables);
    }

    public void Unload(LoadedModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Free(module.Addresses.Values);
    }

    /// <summary>Runs a kernel to its end.</summary>
    /// <param name="module">A module of this device.</param>
    /// <param name="entry">Name of the kernel.</param>
    /// <param name="grid">Blocks.</param>
    /// <param name="block">Threads of a block.</param>
    /// <param name="dynamicShared">Bytes of dynamic shared memory of a block.</param>
    /// <param name="parameters">The kernel's parameters as they lie in its parameter space.</param>
    /// <param name="options">The interleaving.</param>
    /// <exception cref="ArgumentException">The launch breaks a limit of the card or of the kernel.</exception>
    /// <exception cref="EmulationException">A check failed.</exception>
    public LaunchStatistics Launch(
        LoadedModule module, string entry, Dim3 grid, Dim3 block, uint dynamicShared, byte[] parameters, ScheduleOptions options)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        if (!module.Entries.TryGetValue(entry, out var kernel))
        {
            throw new ArgumentException($"The module has no kernel '{entry}'.", nameof(entry));
        }

        var shared = LaunchLimits.SharedBytes(kernel, dynamicShared);
        if (LaunchLimits.Broken(kernel, grid, block, shared, parameters.Length) is { } broken)
        {
            throw new ArgumentException($"Kernel '{entry}': {broken}.", nameof(grid));
        }

        var launch = new LaunchContext
        {
            Entry = kernel,
            Grid = grid,
            Block = block,
            Parameters = parameters,
            Symbols = module.Addresses,
            Counters = new(),
            DynamicSharedBytes = dynamicShared,
        };
        var view = new LaunchMemory(memory, new(block));
        memory.Log.Begin();
        sharedMemories.Bytes = (nuint)shared;
        new GridScheduler(launch, view, sharedMemories, options).Run();
        return new(launch.Counters, view.Counters);
    }

    public void Dispose()
    {
        memory.Dispose();
        sharedMemories.Dispose();
    }

    private void Free(IEnumerable<ulong> addresses)
    {
        foreach (var address in addresses)
        {
            memory.Free(address);
        }
    }

    private byte* At(ulong address, nuint bytes, out MemoryRegion region)
    {
        if (!Contains(address, bytes))
        {
            throw new ArgumentException($"No allocation holds the {bytes} bytes at 0x{address:x}.", nameof(address));
        }

        region = memory.Find(address)!;
        return region.Data + (address - region.Address);
    }
}
