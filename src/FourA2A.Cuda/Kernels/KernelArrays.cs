using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// What every kernel asks of its arrays: long enough, on 16 bytes because four samples are read at a time, and not the
/// result in part.
/// </summary>
internal static class KernelArrays
{
    private const int Alignment = 16;

    /// <summary>
    /// Checks an array that takes part in a launch.
    /// </summary>
    /// <param name="array">The array.</param>
    /// <param name="name">The caller's name of it.</param>
    /// <param name="result">The array that the launch writes; may be the same one.</param>
    /// <param name="span">Samples that the launch touches in each.</param>
    /// <exception cref="ArgumentException">It does not hold.</exception>
    public static void Require(CudaDeviceVariable<float> array, string name, CudaDeviceVariable<float> result, long span)
    {
        ArgumentNullException.ThrowIfNull(array, name);
        ArgumentNullException.ThrowIfNull(result);
        if (array.Length < span)
        {
            throw new ArgumentException($"Found an array of {array.Length} samples, expected at least the {span} of the launch.", name);
        }

        if (array.DeviceAddress % Alignment != 0)
        {
            throw new ArgumentException($"Found a slice that does not begin on {Alignment} bytes; begin it at a multiple of 4 samples.", name);
        }

        var distance = (long)(array.DeviceAddress - result.DeviceAddress);
        if (distance != 0 && long.Abs(distance) < span * sizeof(float))
        {
            throw new ArgumentException("Found an array that overlaps the result in part, expected the same array or a separate one.", name);
        }
    }

    /// <summary>
    /// Checks the arrays of a launch in which a thread reads its samples before it writes them: results may be sources.
    /// </summary>
    /// <param name="sources">The arrays that it reads; null ones are none.</param>
    /// <param name="results">The arrays that it writes; null ones are none.</param>
    /// <param name="span">Samples that the launch touches in each.</param>
    /// <exception cref="ArgumentException">One does not fit, or two results overlap.</exception>
    public static void Require(ReadOnlySpan<CudaDeviceVariable<float>?> sources, ReadOnlySpan<CudaDeviceVariable<float>?> results, long span)
    {
        foreach (var source in sources)
        {
            if (source is not null)
            {
                Require(source, nameof(sources), source, span);
            }
        }

        for (var number = 0; number < results.Length; number++)
        {
            if (results[number] is not { } result)
            {
                continue;
            }

            Require(result, nameof(results), result, span);
            RequireSeparate(results[..number], result, span);
            foreach (var source in sources)
            {
                if (source is not null)
                {
                    Require(source, nameof(sources), result, span);
                }
            }
        }
    }

    /// <summary>
    /// Checks the arrays of a launch that reads samples which other blocks may have written by then, were the result among its sources.
    /// </summary>
    /// <param name="sources">The arrays that it reads; null ones are none.</param>
    /// <param name="result">The array that it writes.</param>
    /// <param name="span">Samples that the launch touches in each.</param>
    /// <exception cref="ArgumentException">One does not fit, or is the result.</exception>
    public static void RequireSeparate(ReadOnlySpan<CudaDeviceVariable<float>?> sources, CudaDeviceVariable<float> result, long span)
    {
        Require(result, nameof(result), result, span);
        foreach (var source in sources)
        {
            if (source is null)
            {
                continue;
            }

            Require(source, nameof(sources), result, span);
            if (source.DeviceAddress == result.DeviceAddress)
            {
                throw new ArgumentException("Found a source that is the result too, expected separate arrays.", nameof(sources));
            }
        }
    }

    /// <summary>The arrays as arguments; one that is not there has the address zero.</summary>
    public static KernelArgument[] OrNull(params ReadOnlySpan<CudaDeviceVariable<float>?> arrays)
    {
        var arguments = new KernelArgument[arrays.Length];
        for (var number = 0; number < arguments.Length; number++)
        {
            arguments[number] = arrays[number] is { } array ? array : 0ul;
        }

        return arguments;
    }
}
