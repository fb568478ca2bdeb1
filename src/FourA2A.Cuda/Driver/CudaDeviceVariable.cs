namespace FourA2A.Cuda.Driver;

/// <summary>
/// An array in a card's memory, or a slice of one.
/// </summary>
/// <typeparam name="T">Type of an element.</typeparam>
public sealed unsafe class CudaDeviceVariable<T> : IDisposable
    where T : unmanaged
{
    private readonly nuint offsetBytes;
    private readonly bool isSlice;

    /// <summary>Allocates an array; its content is undefined.</summary>
    /// <param name="context">Where it lives; outlives it.</param>
    /// <param name="length">Number of elements, at least 1.</param>
    /// <exception cref="CudaException">The card has not that much memory.</exception>
    public CudaDeviceVariable(CudaContext context, long length)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        Handle = DeviceMemoryHandle.Allocate(context.Handle, (nuint)checked(length * sizeof(T)));
    }

    private CudaDeviceVariable(CudaDeviceVariable<T> whole, long start, long length)
    {
        Handle = whole.Handle;
        offsetBytes = whole.offsetBytes + ((nuint)start * (nuint)sizeof(T));
        Length = length;
        isSlice = true;
    }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>Number of bytes.</summary>
    public long SizeInBytes => Length * sizeof(T);

    /// <summary>Address of the first element on the card.</summary>
    /// <exception cref="ObjectDisposedException">The array has been disposed of.</exception>
    public ulong DeviceAddress
    {
        get
        {
            using var memory = Handle.Borrow();
            return Address(memory);
        }
    }

    internal DeviceMemoryHandle Handle { get; }

    /// <summary>The array as an argument of a kernel.</summary>
    public static implicit operator KernelArgument(CudaDeviceVariable<T> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return new KernelArgument(variable.DeviceAddress, variable.Handle);
    }

    /// <summary>A part of the array. It owns nothing: it can be used as long as the whole, and disposing of it does nothing.</summary>
    /// <param name="start">First element.</param>
    /// <param name="length">Number of elements, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part reaches beyond the array.</exception>
    public CudaDeviceVariable<T> Slice(long start, long length)
    {
        if (start < 0 || length < 1 || length > Length - start)
        {
            throw new ArgumentOutOfRangeException(
                nameof(length), $"Found a slice of {length} elements from {start} on, expected one inside {Length} elements.");
        }

        return new CudaDeviceVariable<T>(this, start, length);
    }

    /// <summary>Copies to the card and waits for it, after what all streams of the context hold.</summary>
    /// <param name="source">As many elements as the array has.</param>
    /// <exception cref="CudaException">The copy, or a kernel before it, failed.</exception>
    public void CopyToDevice(ReadOnlySpan<T> source)
    {
        RequireLength(source.Length);
        using var memory = Handle.Borrow();
        using var scope = Handle.Context.Enter();
        fixed (T* host = source)
        {
            Handle.Context.ThrowIfFailed(Handle.Context.Table.MemcpyHtoD(Address(memory), host, (nuint)SizeInBytes), "cuMemcpyHtoD");
        }
    }

    /// <summary>Copies from the card and waits for it, after what all streams of the context hold.</summary>
    /// <param name="destination">As many elements as the array has.</param>
    /// <exception cref="CudaException">The copy, or a kernel before it, failed.</exception>
    public void CopyToHost(Span<T> destination)
    {
        RequireLength(destination.Length);
        using var memory = Handle.Borrow();
        using var scope = Handle.Context.Enter();
        var submitted = Handle.Context.Submitted();
        fixed (T* host = destination)
        {
            Handle.Context.ThrowIfFailed(Handle.Context.Table.MemcpyDtoH(host, Address(memory), (nuint)SizeInBytes), "cuMemcpyDtoH");
        }

        ContextHandle.Pass(submitted);
    }

    /// <summary>Submits a copy to the card; the source is kept until the stream has passed it.</summary>
    /// <param name="source">As many elements as the array has.</param>
    /// <param name="stream">Where it runs.</param>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public void AsyncCopyToDevice(CudaPinnedMemory<T> source, CudaStream stream)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(stream);
        RequireLength(source.Length);
        using var host = source.Handle.Borrow(Handle.Context);
        using var memory = Handle.Borrow();
        using var queue = stream.Handle.Borrow(Handle.Context);
        using var scope = Handle.Context.Enter();
        Handle.Context.ThrowIfFailed(
            Handle.Context.Table.MemcpyHtoDAsync(Address(memory), (void*)host.Value, (nuint)SizeInBytes, queue.Value), "cuMemcpyHtoDAsync");
        source.Handle.Uses.Add(stream.Handle.Work, stream.Handle.Work.Submit());
    }

    /// <summary>Submits a copy from the card; the destination is kept until the stream has passed it.</summary>
    /// <param name="destination">As many elements as the array has; defined once the stream has passed.</param>
    /// <param name="stream">Where it runs.</param>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public void AsyncCopyToHost(CudaPinnedMemory<T> destination, CudaStream stream)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(stream);
        RequireLength(destination.Length);
        using var host = destination.Handle.Borrow(Handle.Context);
        using var memory = Handle.Borrow();
        using var queue = stream.Handle.Borrow(Handle.Context);
        using var scope = Handle.Context.Enter();
        Handle.Context.ThrowIfFailed(
            Handle.Context.Table.MemcpyDtoHAsync((void*)host.Value, Address(memory), (nuint)SizeInBytes, queue.Value), "cuMemcpyDtoHAsync");
        destination.Handle.Uses.Add(stream.Handle.Work, stream.Handle.Work.Submit());
    }

    /// <summary>Submits a copy from another array of the card.</summary>
    /// <param name="source">As many elements as this array has; not overlapping it.</param>
    /// <param name="stream">Where it runs.</param>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public void AsyncCopyFromDevice(CudaDeviceVariable<T> source, CudaStream stream)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(stream);
        RequireLength(source.Length);
        using var from = source.Handle.Borrow(Handle.Context);
        using var memory = Handle.Borrow();
        using var queue = stream.Handle.Borrow(Handle.Context);
        using var scope = Handle.Context.Enter();
        Handle.Context.ThrowIfFailed(
            Handle.Context.Table.MemcpyDtoDAsync(Address(memory), source.Address(from), (nuint)SizeInBytes, queue.Value), "cuMemcpyDtoDAsync");
    }

    /// <summary>Submits the setting of every byte to a value.</summary>
    /// <param name="value">The value; 0xFF in every byte is a NaN.</param>
    /// <param name="stream">Where it runs.</param>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public void AsyncMemset(byte value, CudaStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = Handle.Borrow();
        using var queue = stream.Handle.Borrow(Handle.Context);
        using var scope = Handle.Context.Enter();
        Handle.Context.ThrowIfFailed(
            Handle.Context.Table.MemsetD8Async(Address(memory), value, (nuint)SizeInBytes, queue.Value), "cuMemsetD8Async");
    }

    /// <summary>Frees the array once what was submitted before has passed; does nothing on a slice.</summary>
    public void Dispose()
    {
        if (!isSlice)
        {
            Handle.Dispose();
        }
    }

    private ulong Address(BorrowedHandle memory) => (ulong)memory.Value + offsetBytes;

    private void RequireLength(long length)
    {
        if (length != Length)
        {
            throw new ArgumentException($"Found {length} elements on the other side of a copy, expected the {Length} of the array or a slice of it.", nameof(length));
        }
    }
}
