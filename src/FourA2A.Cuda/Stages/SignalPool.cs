using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// Signals of one length on a card, allocated when first needed and kept for the next piece and the next evaluation.
/// </summary>
internal sealed class SignalPool(DeviceArrays arrays, long length)
{
    private readonly List<CudaDeviceVariable<float>> all = [];
    private readonly Stack<CudaDeviceVariable<float>> free = [];
    private int peak;

    /// <summary>Bytes of as many signals as have been in use at once since <see cref="Reset"/>.</summary>
    public long PeakBytes => peak * length * sizeof(float);

    /// <summary>A signal with anything in it.</summary>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public CudaDeviceVariable<float> Rent()
    {
        if (!free.TryPop(out var signal))
        {
            signal = arrays.Add<float>(length);
            all.Add(signal);
        }

        peak = int.Max(peak, all.Count - free.Count);
        return signal;
    }

    /// <summary>Takes a signal back.</summary>
    public void Return(CudaDeviceVariable<float> signal) => free.Push(signal);

    /// <summary>Takes all signals back.</summary>
    public void ReturnAll()
    {
        free.Clear();
        all.ForEach(free.Push);
    }

    /// <summary>Takes all signals back, and counts from none.</summary>
    public void Reset()
    {
        ReturnAll();
        peak = 0;
    }
}
