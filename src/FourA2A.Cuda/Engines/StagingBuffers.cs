using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// Two page-locked buffers, used in turn, so that the host fills one while the card reads the other.
/// </summary>
internal sealed class StagingBuffers
{
    // 4 MB: some 200 microseconds of transfer beside 10 of starting it.
    private const int Longest = 1 << 20;

    private readonly CudaStream stream;
    private readonly (CudaPinnedMemory<float> Memory, CudaEvent Passed)[] buffers;
    private int next;

    /// <summary>
    /// Allocates for transfers of so many values.
    /// </summary>
    /// <exception cref="CudaException">The host will not lock that much.</exception>
    public StagingBuffers(DeviceArrays arrays, CudaStream stream, long length)
    {
        this.stream = stream;
        Length = (int)long.Min(length, Longest);
        buffers = [(arrays.AddPinned<float>(Length), arrays.AddEvent()), (arrays.AddPinned<float>(Length), arrays.AddEvent())];
        foreach (var (_, passed) in buffers)
        {
            passed.Record(stream);
        }
    }

    /// <summary>Values of a buffer: every transfer has as many.</summary>
    public int Length { get; }

    /// <summary>Values that an array has to hold for transfers that cover so many.</summary>
    public long Covering(long length) => (length + Length - 1) / Length * Length;

    /// <summary>Waits for a buffer that the card has read, to be filled.</summary>
    public Span<float> Fill()
    {
        var (memory, passed) = buffers[next];
        passed.Synchronize();
        return memory.Span;
    }

    /// <summary>Queues the copy of the buffer that has been filled to an array from <paramref name="start"/> on.</summary>
    public void Send(CudaDeviceVariable<float> array, long start)
    {
        var (memory, passed) = buffers[next];
        array.Slice(start, Length).AsyncCopyToDevice(memory, stream);
        passed.Record(stream);
        next = 1 - next;
    }
}
