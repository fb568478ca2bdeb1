using System.Globalization;
using FourA2A.Bench.Rows;
using FourA2A.Bench.Stages;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// Arrays and launches of the ballistics on a card, on what the host's stage has.
/// </summary>
internal sealed class BallisticsWork : IDisposable
{
    // Scans in single precision, relative to the largest value.
    private const double Tolerance = 1e-5;

    private readonly BenchCard card;
    private readonly StageRuns host;
    private readonly BallisticsCoefficients coefficients;
    private readonly ChunkRows rows;
    private readonly CudaStream stream;
    private readonly BallisticsKernels kernels;
    private readonly List<IDisposable> owned = [];
    private readonly CudaDeviceVariable<float> f;
    private readonly CudaDeviceVariable<float> g;
    private readonly CudaDeviceVariable<float> difference;
    private readonly CudaDeviceVariable<float> cotangent;
    private readonly CudaDeviceVariable<float> cotangentTangent;
    private readonly CudaDeviceVariable<float> adjoint;
    private readonly CudaDeviceVariable<float> fSecond;
    private readonly CudaDeviceVariable<float> result;
    private readonly CudaDeviceVariable<double> sums;
    private readonly StageTangent<CudaDeviceVariable<float>> first;
    private readonly StageTangent<CudaDeviceVariable<float>> second;

    /// <summary>Allocates and fills the arrays.</summary>
    public BallisticsWork(BenchCard card, StageRuns host, BallisticsCoefficients coefficients)
    {
        (this.card, this.host, this.coefficients) = (card, host, coefficients);
        rows = ChunkRows.Packed(host.Chunks.Count, host.Chunks[0].Input.Length);
        stream = new CudaStream(card.Context);
        kernels = new BallisticsKernels(card.Context);
        f = Sent(chunk => chunk.Input);
        g = Array();
        difference = Array();
        cotangent = Sent(chunk => chunk.Cotangent);
        cotangentTangent = Sent(chunk => chunk.CotangentTangent);
        adjoint = Array();
        fSecond = Sent(chunk => chunk.InputSecond);
        result = Array();
        sums = new CudaDeviceVariable<double>(card.Context, 2);
        first = new(host.Chunks[0].First.Theta, Sent(chunk => chunk.First.X!), Sent(chunk => chunk.First.Y!));
        second = new(host.Chunks[0].Second.Theta, Sent(chunk => chunk.Second.X!), Sent(chunk => chunk.Second.Y!));
    }

    private IReadOnlyList<(string Name, int Arrays, Func<CudaDeviceVariable<float>> Run, Func<StageRun, double[]> Expected)> Rules =>
    [
        ("forward", 3, Forward, chunk => chunk.Forward()),
        ("JVP", 3, Jvp, chunk => chunk.Jvp()),
        ("VJP", 4, Vjp, chunk => chunk.Vjp()),
        ("JVP of VJP", 6, JvpOfVjp, chunk => chunk.JvpOfVjp()),
        ("JVP of JVP", 7, JvpOfJvp, chunk => chunk.JvpOfJvp()),
    ];

    /// <summary>Every rule.</summary>
    public IEnumerable<BenchWork> Works() => Rules.Select(rule =>
    {
        var shape = new BatchShape(rows.Chunks, (double)rows.Length / BenchSignals.SampleRate, (double)rows.Chunks * rows.Length);
        var bytes = rule.Arrays * sizeof(float) * shape.Samples;
        return new BenchWork(
            CudaEngine.NameOn(card.Context), rule.Name, shape, (rule.Arrays - 1.0) * result.SizeInBytes, bytes, card.Copy, bytes,
            () => CardClock.Seconds(card.Context, stream, () => rule.Run()));
    });

    /// <summary>What is wrong with a result, or null.</summary>
    public string? Disagreement()
    {
        var found = new float[result.Length];
        foreach (var (name, _, run, expectedOf) in Rules)
        {
            var array = run();
            stream.Synchronize();
            array.CopyToHost(found);
            var (worst, largest) = (0.0, 0.0);
            for (var c = 0; c < rows.Chunks; c++)
            {
                var expected = expectedOf(host.Chunks[c]);
                for (var n = 0; n < rows.Length; n++)
                {
                    worst = double.Max(worst, Math.Abs(found[(c * rows.Pitch) + n] - expected[n]));
                    largest = double.Max(largest, Math.Abs(expected[n]));
                }
            }

            if (!(worst <= Tolerance * largest))
            {
                return string.Create(CultureInfo.InvariantCulture, $"Ballistics on the card, {name}: expected the host's within {Tolerance:E0}, found {worst / largest:E1}");
            }
        }

        return null;
    }

    public void Dispose()
    {
        owned.ForEach(array => array.Dispose());
        sums.Dispose();
        kernels.Dispose();
        stream.Dispose();
    }

    private CudaDeviceVariable<float> Forward()
    {
        kernels.Forward(stream, coefficients, f, g, difference, rows);
        return g;
    }

    private CudaDeviceVariable<float> Jvp()
    {
        kernels.Jvp(stream, coefficients, difference, first, result, rows);
        return result;
    }

    private CudaDeviceVariable<float> Vjp()
    {
        kernels.Vjp(stream, coefficients, difference, cotangent, adjoint, result, sums, rows);
        return result;
    }

    private CudaDeviceVariable<float> JvpOfVjp()
    {
        kernels.JvpOfVjp(stream, coefficients, difference, adjoint, first, cotangentTangent, result, sums, rows);
        return result;
    }

    private CudaDeviceVariable<float> JvpOfJvp()
    {
        kernels.JvpOfJvp(stream, coefficients, difference, first, second, fSecond, result, rows);
        return result;
    }

    private CudaDeviceVariable<float> Array()
    {
        var array = new CudaDeviceVariable<float>(card.Context, rows.Span);
        owned.Add(array);
        return array;
    }

    private CudaDeviceVariable<float> Sent(Func<StageRun, double[]> signal)
    {
        var samples = new float[rows.Span];
        for (var c = 0; c < rows.Chunks; c++)
        {
            var start = c * rows.Pitch;
            var source = signal(host.Chunks[c]);
            for (var n = 0; n < source.Length; n++)
            {
                samples[start + n] = (float)source[n];
            }
        }

        var array = Array();
        array.CopyToDevice(samples);
        return array;
    }
}
