using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>Runs a kernel that maps each sample on its own.</summary>
internal static class MappedSamples
{
    /// <summary>The mapped samples, from arrays with no room to spare or, where asked for, in place.</summary>
    public static float[] Run(
        CudaContext context, float[] source, Action<CudaStream, CudaDeviceVariable<float>, CudaDeviceVariable<float>> launch, bool inPlace = false)
    {
        using var stream = new CudaStream(context);
        using var input = new CudaDeviceVariable<float>(context, source.Length);
        using var output = new CudaDeviceVariable<float>(context, source.Length);
        var result = new float[source.Length];
        input.CopyToDevice(source);
        output.AsyncMemset(Poison.Byte, stream);
        launch(stream, input, inPlace ? input : output);
        (inPlace ? input : output).CopyToHost(result);
        return result;
    }

    /// <summary>Any number of samples as one chunk.</summary>
    public static ChunkRows AsRow(float[] samples) => new(1, samples.Length, (samples.Length + 3) / 4 * 4);

    /// <summary>All floats of a range of bit patterns.</summary>
    public static float[] AllBetween(float first, float last)
    {
        var start = BitConverter.SingleToUInt32Bits(first);
        var all = new float[BitConverter.SingleToUInt32Bits(last) - start];
        for (var n = 0; n < all.Length; n++)
        {
            all[n] = BitConverter.UInt32BitsToSingle(start + (uint)n);
        }

        return all;
    }

    /// <summary>Floats with bits at random, finite ones.</summary>
    public static float[] OfAnyMagnitude(Random random, int count)
    {
        var samples = new float[count];
        for (var n = 0; n < count; n++)
        {
            do
            {
                samples[n] = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32));
            }
            while (!float.IsFinite(samples[n]));
        }

        return samples;
    }
}
