using System.Text;

namespace FourA2A.Cuda.Driver;

/// <summary>
/// PTX compiled for a card: kernels, and variables of module scope.
/// </summary>
public sealed unsafe class CudaModule : IDisposable
{
    // The compiler cuts what is longer.
    private const int LogBytes = 16384;

    private readonly IReadOnlyDictionary<string, IReadOnlyList<KernelParameter>> signatures;

    internal CudaModule(CudaContext context, string ptx)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(ptx);
        Context = context;
        var owner = context.Handle;
        using var scope = owner.Enter();

        var image = ZeroTerminated(ptx);
        var infoLog = new byte[LogBytes];
        var errorLog = new byte[LogBytes];
        nint module;
        CudaResult result;
        fixed (byte* imageBytes = image, infoBytes = infoLog, errorBytes = errorLog)
        {
            const int Count = 5;
            var options = stackalloc int[Count]
            {
                (int)JitOption.InfoLogBuffer, (int)JitOption.InfoLogBufferSizeBytes,
                (int)JitOption.ErrorLogBuffer, (int)JitOption.ErrorLogBufferSizeBytes, (int)JitOption.LogVerbose,
            };
            var values = stackalloc void*[Count] { infoBytes, (void*)LogBytes, errorBytes, (void*)LogBytes, (void*)1 };
            result = owner.Table.ModuleLoadDataEx(&module, imageBytes, Count, options, values);
        }

        owner.ThrowIfFailed(result, "cuModuleLoadDataEx", advice: Advice(result, context), log: Text(errorLog));
        Handle = new ModuleHandle(owner, module);
        Log = Text(infoLog);
        signatures = PtxSignatures.Read(ptx);
    }

    /// <summary>Where the module lives.</summary>
    public CudaContext Context { get; }

    /// <summary>What the compiler said of each kernel's registers, spills and memory; empty if the driver had it compiled already.</summary>
    public string Log { get; }

    /// <summary>Names of the kernels.</summary>
    public IEnumerable<string> KernelNames => signatures.Keys;

    internal ModuleHandle Handle { get; }

    /// <summary>A kernel by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public CudaKernel GetKernel(string name)
        => signatures.TryGetValue(name, out var parameters)
            ? new CudaKernel(this, name, parameters)
            : throw new ArgumentException($"Found the kernel name '{name}', expected one of {string.Join(", ", signatures.Keys)}.", nameof(name));

    /// <summary>Reads a variable or constant of module scope.</summary>
    /// <typeparam name="T">Type of the variable; as large as it.</typeparam>
    /// <param name="name">Name in the PTX.</param>
    /// <exception cref="ArgumentException">There is none of that name, or its size is another.</exception>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public T ReadGlobal<T>(string name)
        where T : unmanaged
    {
        var values = ReadGlobalArray<T>(name);
        return values.Length == 1
            ? values[0]
            : throw new ArgumentException($"{name}: found {values.Length} elements of {typeof(T).Name}, expected one.", nameof(name));
    }

    /// <summary>Reads an array of module scope.</summary>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <param name="name">Name in the PTX.</param>
    /// <exception cref="ArgumentException">There is none of that name, or its size is no multiple of an element's.</exception>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public T[] ReadGlobalArray<T>(string name)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        var owner = Handle.Context;
        using var module = Handle.Borrow();
        using var scope = owner.Enter();
        ulong address;
        nuint bytes;
        CudaResult result;
        fixed (byte* nameBytes = ZeroTerminated(name))
        {
            result = owner.Table.ModuleGetGlobal(&address, &bytes, module.Value, nameBytes);
        }

        if (result == CudaResult.NotFound)
        {
            throw new ArgumentException($"Found no variable '{name}' in the module.", nameof(name));
        }

        owner.ThrowIfFailed(result, "cuModuleGetGlobal", advice: name);
        if (bytes % (nuint)sizeof(T) != 0)
        {
            throw new ArgumentException($"{name}: found {bytes} bytes, expected a multiple of the {sizeof(T)} of {typeof(T).Name}.", nameof(name));
        }

        var values = new T[(int)(bytes / (nuint)sizeof(T))];
        fixed (T* host = values)
        {
            owner.ThrowIfFailed(owner.Table.MemcpyDtoH(host, address, bytes), "cuMemcpyDtoH", advice: name);
        }

        return values;
    }

    /// <summary>Waits for the kernels that are under way, and unloads the module.</summary>
    public void Dispose() => Handle.Dispose();

    /// <summary>A text as the driver takes it.</summary>
    internal static byte[] ZeroTerminated(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static string Text(ReadOnlySpan<byte> log)
    {
        var end = log.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? log : log[..end]).Trim();
    }

    private static string? Advice(CudaResult result, CudaContext context) => result switch
    {
        CudaResult.UnsupportedPtxVersion =>
            $"driver too old: needs 410 or newer, found CUDA {context.Driver.CudaVersion}; update the NVIDIA driver",
        CudaResult.NoBinaryForGpu =>
            $"card too old: needs compute capability 7.5 or higher, found {context.Device.ComputeCapability} ({context.Device.Name})",
        _ => null,
    };
}
