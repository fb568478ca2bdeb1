using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// Runs the ballistics' kernels on a card from and to arrays of the host; whatever is written past a chunk's end fails the test.
/// </summary>
internal sealed class BallisticsArrays(CudaContext context, BallisticsKernels kernels, BallisticsProblem problem) : IDisposable
{
    private readonly CudaStream stream = new(context);
    private readonly List<IDisposable> owned = [];

    /// <summary>Sweeps of the last <see cref="Forward"/>.</summary>
    public int Sweeps { get; private set; }

    public float[] Forward(bool inPlace = false)
    {
        var f = Upload(problem.F);
        var g = inPlace ? f : Result();
        Sweeps = kernels.Forward(stream, problem.Coefficients, f, g, problem.Rows);
        return Download(g);
    }

    public float[] Jvp(float[] g, float[] fTangent, BallisticsCoefficients tangents)
    {
        var result = Result();
        kernels.Jvp(stream, problem.Coefficients, Upload(problem.F), Upload(g), Upload(fTangent), tangents, result, problem.Rows);
        return Download(result);
    }

    public (float[] Adjoint, float[] F, double[] Sums) Vjp(float[] g, float[] v)
    {
        var adjoint = Result();
        var result = Result();
        var sums = Own(new CudaDeviceVariable<double>(context, 2));
        kernels.Vjp(stream, problem.Coefficients, Upload(problem.F), Upload(g), Upload(v), adjoint, result, sums, problem.Rows);
        return (Download(adjoint), Download(result), Sums(sums));
    }

    public (float[] F, double[] Sums) JvpOfVjp(
        float[] g, float[] adjoint, float[] fTangent, BallisticsCoefficients tangents, float[] gTangent, float[] vTangent)
    {
        var result = Result();
        var sums = Own(new CudaDeviceVariable<double>(context, 2));
        kernels.JvpOfVjp(
            stream, problem.Coefficients, Upload(problem.F), Upload(g), Upload(adjoint), Upload(fTangent), tangents, Upload(gTangent), Upload(vTangent),
            result, sums, problem.Rows);
        return (Download(result), Sums(sums));
    }

    public void Dispose()
    {
        stream.Dispose();
        owned.ForEach(item => item.Dispose());
    }

    private CudaDeviceVariable<float> Upload(float[] values)
    {
        var array = Own(new CudaDeviceVariable<float>(context, values.Length));
        array.CopyToDevice(values);
        return array;
    }

    private CudaDeviceVariable<float> Result()
    {
        var array = Own(new CudaDeviceVariable<float>(context, problem.F.Length));
        array.AsyncMemset(Poison.Byte, stream);
        return array;
    }

    private float[] Download(CudaDeviceVariable<float> array)
    {
        var found = new float[array.Length];
        array.CopyToHost(found);
        for (var n = 0; n < found.Length; n++)
        {
            if (n % problem.Rows.Pitch >= problem.Rows.Length && !Poison.Is(found[n]))
            {
                Assert.Fail($"{problem}: expected the gap after chunk {n / problem.Rows.Pitch} untouched, found {found[n]:R}");
            }
        }

        return found;
    }

    private static double[] Sums(CudaDeviceVariable<double> sums)
    {
        var found = new double[2];
        sums.CopyToHost(found);
        return found;
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        owned.Add(item);
        return item;
    }
}
