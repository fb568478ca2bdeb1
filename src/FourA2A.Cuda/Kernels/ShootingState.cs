using FourA2A.Compressor;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// What the sweeps of <c>kernels/Ballistics.cu</c> leave each other, and how many are launched.
/// </summary>
internal sealed class ShootingState(CudaContext context, CudaModule module) : IDisposable
{
    // Noise, music and speech take 4 to 14. Those queued beyond that only look at the guesses.
    private const int SweepsQueued = 16;
    private const int MostSweeps = 512;

    private readonly BallisticsGeometry geometry = module.ReadGlobal<BallisticsGeometry>("ballisticsGeometry");
    private readonly CudaKernel sweep = module.GetKernel("ballisticsSweep");
    private readonly CudaKernel forward = module.GetKernel("ballisticsForward");
    private readonly CudaDeviceVariable<uint> moved = new(context, MostSweeps);
    private readonly uint[] movedOnHost = new uint[MostSweeps];

    private CudaDeviceVariable<double>? guesses;
    private CudaDeviceVariable<double>? segments;
    private CudaDeviceVariable<double>[] spans = [];

    public BallisticsGeometry Geometry => geometry;

    /// <summary>Bytes of all that the sweeps leave each other.</summary>
    public long Bytes => moved.SizeInBytes + (guesses?.SizeInBytes ?? 0) + (segments?.SizeInBytes ?? 0) + spans.Sum(span => span.SizeInBytes);

    /// <summary>
    /// Sweeps until no guess moves, then g and the differences; returns the sweeps that it took.
    /// </summary>
    public int Run(
        CudaStream stream, BallisticsCoefficients coefficients, CudaDeviceVariable<float> f, CudaDeviceVariable<float> g, CudaDeviceVariable<float> difference, ChunkRows rows)
    {
        var blocks = rows.Blocks(geometry.SpanLength);
        Reserve(blocks);
        moved.AsyncMemset(0, stream);
        for (var done = 0; done < MostSweeps; done += SweepsQueued)
        {
            for (var number = done; number < done + SweepsQueued; number++)
            {
                sweep.Launch(
                    stream, blocks, (int)geometry.SegmentsPerSpan, 0,
                    coefficients.Attack, coefficients.Release, f, (uint)rows.Length, (ulong)rows.Pitch,
                    guesses!, segments!, spans[(number + 1) % 2], spans[number % 2], moved.Slice(number, 1), number == 0 ? 1u : 0u);
            }

            stream.Synchronize();
            moved.CopyToHost(movedOnHost);
            if (Array.IndexOf(movedOnHost, geometry.NotANumber) is var at and >= 0)
            {
                throw new ArithmeticException($"Found gains that are no numbers in sweep {at + 1} of the ballistics, with {coefficients}; f is to be finite.");
            }

            // The first sweep has nothing to move. One finds the gains, the next that they stay.
            var settled = Array.IndexOf(movedOnHost, 0u, 1, done + SweepsQueued - 1);
            if (settled >= 0)
            {
                forward.Launch(
                    stream, blocks, (int)geometry.SegmentsPerSpan, 0,
                    coefficients.Attack, coefficients.Release, f, g, difference, (uint)rows.Length, (ulong)rows.Pitch, guesses!);
                return settled + 1;
            }
        }

        throw new ArithmeticException($"Found gains that still move after {MostSweeps} sweeps of the ballistics, with {coefficients}.");
    }

    public void Dispose()
    {
        moved.Dispose();
        Release();
    }

    private void Reserve(int blocks)
    {
        if (spans.Length > 0 && spans[0].Length >= blocks * geometry.DoublesPerStep)
        {
            return;
        }

        // Freeing waits for the launches that use the old ones.
        Release();
        var segmentCount = (long)blocks * geometry.SegmentsPerSpan;
        guesses = new CudaDeviceVariable<double>(context, segmentCount);
        segments = new CudaDeviceVariable<double>(context, segmentCount * geometry.DoublesPerStep);
        var first = new CudaDeviceVariable<double>(context, blocks * geometry.DoublesPerStep);
        spans = [first, new CudaDeviceVariable<double>(context, blocks * geometry.DoublesPerStep)];
    }

    private void Release()
    {
        guesses?.Dispose();
        segments?.Dispose();
        foreach (var span in spans)
        {
            span.Dispose();
        }

        spans = [];
    }
}
