namespace FourA2A.Cuda.Driver;

/// <summary>
/// A kernel of a module; usable as long as the module.
/// </summary>
public sealed unsafe class CudaKernel
{
    private readonly ModuleHandle module;
    private readonly CudaDeviceInfo device;
    private readonly nint function;

    internal CudaKernel(CudaModule module, string name, IReadOnlyList<KernelParameter> parameters)
    {
        this.module = module.Handle;
        device = module.Context.Device;
        Name = name;
        Parameters = parameters;

        var context = this.module.Context;
        using var loaded = this.module.Borrow();
        using var scope = context.Enter();
        nint found;
        fixed (byte* nameBytes = CudaModule.ZeroTerminated(name))
        {
            context.ThrowIfFailed(context.Table.ModuleGetFunction(&found, loaded.Value, nameBytes), "cuModuleGetFunction", name);
        }

        function = found;

        int Attribute(CudaFunctionAttribute attribute)
        {
            int value;
            context.ThrowIfFailed(context.Table.FuncGetAttribute(&value, (int)attribute, function), "cuFuncGetAttribute", name);
            return value;
        }

        RegistersPerThread = Attribute(CudaFunctionAttribute.RegisterCount);
        SharedBytes = Attribute(CudaFunctionAttribute.SharedSizeBytes);
        LocalBytesPerThread = Attribute(CudaFunctionAttribute.LocalSizeBytes);
        MaxThreadsPerBlock = Attribute(CudaFunctionAttribute.MaxThreadsPerBlock);
        PtxVersion = Attribute(CudaFunctionAttribute.PtxVersion);
    }

    /// <summary>Name in the PTX.</summary>
    public string Name { get; }

    /// <summary>Parameters in order.</summary>
    public IReadOnlyList<KernelParameter> Parameters { get; }

    /// <summary>Registers of a thread.</summary>
    public int RegistersPerThread { get; }

    /// <summary>Shared memory of a block in bytes, without the dynamic part.</summary>
    public int SharedBytes { get; }

    /// <summary>Local memory of a thread in bytes: spilled registers and arrays that are not in registers.</summary>
    public int LocalBytesPerThread { get; }

    /// <summary>Most threads in a block, as the registers and the kernel's own declaration allow.</summary>
    public int MaxThreadsPerBlock { get; }

    /// <summary>Virtual architecture it was compiled for: 10 major + minor.</summary>
    public int PtxVersion { get; }

    /// <summary>
    /// Blocks that a multiprocessor holds at a time.
    /// </summary>
    /// <param name="threads">Threads in a block.</param>
    /// <param name="dynamicSharedBytes">Dynamic shared memory of a block.</param>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public int GetMaxActiveBlocksPerMultiprocessor(int threads, int dynamicSharedBytes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(dynamicSharedBytes);
        var context = module.Context;
        using var loaded = module.Borrow();
        using var scope = context.Enter();
        int blocks;
        context.ThrowIfFailed(
            context.Table.OccupancyMaxActiveBlocksPerMultiprocessor(&blocks, function, threads, (nuint)dynamicSharedBytes),
            "cuOccupancyMaxActiveBlocksPerMultiprocessor",
            Name);
        return blocks;
    }

    /// <summary>
    /// Submits the kernel to a stream. What it does wrong is found by a later call that waits.
    /// </summary>
    /// <param name="stream">Where it runs.</param>
    /// <param name="grid">Blocks.</param>
    /// <param name="block">Threads of a block.</param>
    /// <param name="dynamicSharedBytes">Dynamic shared memory of a block.</param>
    /// <param name="arguments">As many as the kernel has parameters, of their sizes; arrays may be disposed of afterwards.</param>
    /// <exception cref="ArgumentException">Number, size or kind of arguments is not what the PTX declares, or an array is of another context.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Grid, block or shared memory is beyond what the card or the kernel allows.</exception>
    /// <exception cref="CudaException">The driver refuses, or a kernel before this one failed.</exception>
    public void Launch(CudaStream stream, CudaDim3 grid, CudaDim3 block, int dynamicSharedBytes, params ReadOnlySpan<KernelArgument> arguments)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireArguments(arguments);
        RequireExtent(grid, block, dynamicSharedBytes);
        var context = module.Context;
        using var loaded = module.Borrow();
        using var queue = stream.Handle.Borrow(context);
        using var memory = new BorrowedArguments(arguments, context);
        using var scope = context.Enter();

        var values = stackalloc ulong[arguments.Length];
        var addresses = stackalloc void*[arguments.Length];
        for (var n = 0; n < arguments.Length; n++)
        {
            values[n] = arguments[n].Bits;
            addresses[n] = values + n;
        }

        var result = context.Table.LaunchKernel(
            function,
            (uint)grid.X,
            (uint)grid.Y,
            (uint)grid.Z,
            (uint)block.X,
            (uint)block.Y,
            (uint)block.Z,
            (uint)dynamicSharedBytes,
            queue.Value,
            addresses,
            null);
        context.ThrowIfFailed(result, "cuLaunchKernel", Name);
        module.Uses.Add(stream.Handle.Work, stream.Handle.Work.Submit(Name));
    }

    private void RequireArguments(ReadOnlySpan<KernelArgument> arguments)
    {
        if (arguments.Length != Parameters.Count)
        {
            throw new ArgumentException(
                $"Kernel {Name}: found {arguments.Length} arguments, expected {Parameters.Count} ({string.Join(", ", Parameters)}).", nameof(arguments));
        }

        for (var n = 0; n < arguments.Length; n++)
        {
            if (!Parameters[n].Takes(arguments[n]))
            {
                throw new ArgumentException(
                    $"Kernel {Name}, argument {n}: found {arguments[n]}, expected {Parameters[n]}.", nameof(arguments));
            }
        }
    }

    private void RequireExtent(CudaDim3 grid, CudaDim3 block, int dynamicSharedBytes)
    {
        if (!grid.FitsIn(device.MaxGrid))
        {
            throw new ArgumentOutOfRangeException(nameof(grid), $"Kernel {Name}: found a grid of {grid} blocks, expected (1, 1, 1) to {device.MaxGrid}.");
        }

        if (!block.FitsIn(device.MaxBlock))
        {
            throw new ArgumentOutOfRangeException(nameof(block), $"Kernel {Name}: found a block of {block} threads, expected (1, 1, 1) to {device.MaxBlock}.");
        }

        if (block.Count > MaxThreadsPerBlock)
        {
            throw new ArgumentOutOfRangeException(
                nameof(block), $"Kernel {Name}: found a block of {block.Count} threads, expected at most {MaxThreadsPerBlock}.");
        }

        if (dynamicSharedBytes < 0 || dynamicSharedBytes > device.MaxSharedBytesPerBlock - SharedBytes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dynamicSharedBytes),
                $"Kernel {Name}: found {dynamicSharedBytes} bytes of dynamic shared memory, expected 0 to {device.MaxSharedBytesPerBlock - SharedBytes} beside its own {SharedBytes}.");
        }
    }
}
