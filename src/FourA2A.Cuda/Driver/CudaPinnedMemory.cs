namespace FourA2A.Cuda.Driver;

/// <summary>
/// Page-locked memory of the host: what copies beside the calling thread read and write.
/// </summary>
/// <typeparam name="T">Type of an element.</typeparam>
public sealed unsafe class CudaPinnedMemory<T> : IDisposable
    where T : unmanaged
{
    /// <summary>Allocates memory; its content is undefined.</summary>
    /// <param name="context">Where it lives; outlives it.</param>
    /// <param name="length">Number of elements, at least 1.</param>
    /// <exception cref="CudaException">The host will not lock that much.</exception>
    public CudaPinnedMemory(CudaContext context, int length)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Handle = PinnedMemoryHandle.Allocate(context.Handle, (nuint)checked((long)length * sizeof(T)));
        Length = length;
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>
    /// The memory; valid until this object is disposed of or forgotten, so keep the object as long as the span. While a copy is
    /// under way the content is undefined, and changes to it may or may not be copied.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The memory has been disposed of.</exception>
    public Span<T> Span
    {
        get
        {
            using var memory = Handle.Borrow();
            return new Span<T>((void*)memory.Value, Length);
        }
    }

    internal PinnedMemoryHandle Handle { get; }

    /// <summary>Waits for the copies that use the memory, and frees it.</summary>
    public void Dispose() => Handle.Dispose();
}
