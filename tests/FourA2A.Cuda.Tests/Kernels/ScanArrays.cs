using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// A problem's arrays on a card; one set serves many problems of up to its size.
/// </summary>
internal sealed class ScanArrays(CudaContext context, int capacity) : IDisposable
{
    private readonly CudaStream stream = new(context);
    private readonly CudaDeviceVariable<float> multipliers = new(context, capacity);
    private readonly CudaDeviceVariable<float> values = new(context, capacity);
    private readonly CudaDeviceVariable<float> result = new(context, capacity);

    /// <summary>The result of a problem on arrays of just its size.</summary>
    public static float[] RunOnce(CudaContext context, OnePoleScan scan, ScanProblem problem, bool inPlace = false)
    {
        using var arrays = new ScanArrays(context, problem.Values.Length);
        return arrays.Run(scan, problem, inPlace);
    }

    /// <summary>
    /// The result of a problem, after a check that the gaps between chunks are untouched.
    /// </summary>
    /// <param name="scan">The kernels.</param>
    /// <param name="problem">What to scan.</param>
    /// <param name="inPlace">Whether the result takes the values' place.</param>
    public float[] Run(OnePoleScan scan, ScanProblem problem, bool inPlace = false)
        => Run(problem, inPlace, (stream, source, destination, rows) =>
        {
            switch (problem.Direction, problem.Multipliers)
            {
                case (ScanDirection.Forward, null):
                    scan.Forward(stream, problem.Constant, source, destination, rows);
                    break;
                case (ScanDirection.Forward, not null):
                    scan.Forward(stream, multipliers, source, destination, rows);
                    break;
                case (ScanDirection.Reversed, null):
                    scan.Reverse(stream, problem.Constant, source, destination, rows);
                    break;
                case (ScanDirection.Reversed, not null):
                    scan.Reverse(stream, multipliers, source, destination, rows);
                    break;
            }
        });

    /// <summary>The same for any kernel with one source and one result.</summary>
    public float[] Run(ScanProblem problem, bool inPlace, Action<CudaStream, CudaDeviceVariable<float>, CudaDeviceVariable<float>, ChunkRows> launch)
    {
        values.CopyToDevice(problem.Values);
        if (problem.Multipliers is not null)
        {
            multipliers.CopyToDevice(problem.Multipliers);
        }

        result.AsyncMemset(Poison.Byte, stream);
        var destination = inPlace ? values : result;
        launch(stream, values, destination, new ChunkRows(problem.Chunks, problem.Length, problem.Pitch));
        var found = new float[problem.Values.Length];
        destination.CopyToHost(found);
        for (var n = 0; n < found.Length; n++)
        {
            if (n % problem.Pitch >= problem.Length && !Poison.Is(found[n]))
            {
                Assert.Fail($"{problem}: expected the gap after chunk {n / problem.Pitch} untouched, found {found[n]:R} at sample {n % problem.Pitch}");
            }
        }

        return found;
    }

    public void Dispose()
    {
        stream.Dispose();
        multipliers.Dispose();
        values.Dispose();
        result.Dispose();
    }
}
