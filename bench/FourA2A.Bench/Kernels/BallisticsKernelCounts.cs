using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;
using PtxEmulator.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// Runs the ballistics and their derivatives on the emulated card and keeps the counts of their kernels.
/// </summary>
internal static class BallisticsKernelCounts
{
    private const string Image = "Ballistics";

    /// <summary>
    /// Counts of every kernel; of the sweeps, the second, in which every start moves.
    /// </summary>
    /// <param name="chunks">Chunks of the launch.</param>
    /// <param name="length">Samples of a chunk.</param>
    public static IReadOnlyList<KernelCount> Run(int chunks, int length)
    {
        var card = new EmulatedCard { Schedule = new() { ResidentBlocks = 1 } };
        using var context = new CudaContext(new CudaDriver(card.Table), 0);
        using var stream = new CudaStream(context);
        using var kernels = new BallisticsKernels(context);
        var rows = ChunkRows.Packed(chunks, length);
        var samples = new float[rows.Pitch * chunks];
        var random = new Random(1);
        foreach (ref var sample in samples.AsSpan())
        {
            sample = random.NextSingle();
        }

        using var f = new CudaDeviceVariable<float>(context, samples.Length);
        using var g = new CudaDeviceVariable<float>(context, samples.Length);
        using var difference = new CudaDeviceVariable<float>(context, samples.Length);
        using var gTangent = new CudaDeviceVariable<float>(context, samples.Length);
        using var adjoint = new CudaDeviceVariable<float>(context, samples.Length);
        using var result = new CudaDeviceVariable<float>(context, samples.Length);
        using var sums = new CudaDeviceVariable<double>(context, 2);
        f.CopyToDevice(samples);

        var coefficients = CoreParameters.FromPhysical(BenchSignals.Parameters, BenchSignals.SampleRate).SingleSmoother;
        var tangent = new StageTangent<CudaDeviceVariable<float>>([0, 0, 1e-3, 1e-4, 0], f, gTangent);
        kernels.Forward(stream, coefficients, f, g, difference, rows);
        kernels.Jvp(stream, coefficients, difference, tangent, gTangent, rows);
        kernels.Vjp(stream, coefficients, difference, f, adjoint, result, sums, rows);
        kernels.JvpOfVjp(stream, coefficients, difference, adjoint, tangent, f, result, sums, rows);
        kernels.JvpOfJvp(stream, coefficients, difference, tangent, tangent, f, result, rows);
        stream.Synchronize();
        return [.. card.Launches
            .GroupBy(launch => launch.Kernel, StringComparer.Ordinal)
            .Select(launches => launches.ElementAt(int.Min(1, launches.Count() - 1)))
            .Select(launch => new KernelCount(Image, launch.Kernel, (long)chunks * length, MinimumBytes(launch.Kernel), launch.Statistics))];
    }

    // Arrays read and written, in single precision; the sums of tiles are none of them.
    private static int MinimumBytes(string kernel) => kernel switch
    {
        "ballisticsSweep" => 4,
        "ballisticsForward" => 12,
        "ballisticsJvp" => 12,
        "ballisticsVjp" => 16,
        "ballisticsJvpOfVjp" => 24,
        "ballisticsJvpOfJvp" => 28,
        _ => 0,
    };
}
