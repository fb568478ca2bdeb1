using FourA2A.Compressor;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// Inputs of the ballistics and their derivatives, the same in every run. Arrays are row-major [chunks, pitch]; what is past a chunk's
/// end is <see cref="Poison"/>.
/// </summary>
internal sealed class BallisticsProblem
{
    private const double SampleRate = 44100;

    private readonly Random random;
    private readonly TargetKind kind;

    public BallisticsProblem(TargetKind kind, BallisticsCoefficients coefficients, int chunks, int length, int seed = 1)
    {
        this.kind = kind;
        random = new Random(seed);
        Coefficients = coefficients;
        Rows = RowArrays.WithGaps(chunks, length);
        F = Filled(FillTargets);
    }

    /// <summary>Attack and release in ms that the tests use.</summary>
    public static TheoryData<double, double> Times { get; } = new()
    {
        { 1, 200 },
        { 0.1, 1000 },
        { 100, 10 },
        { 5, 5 },
    };

    public BallisticsCoefficients Coefficients { get; }

    public ChunkRows Rows { get; }

    public float[] F { get; }

    public static BallisticsCoefficients FromMilliseconds(double attackMs, double releaseMs)
        => new(BallisticsCoefficients.FromMilliseconds(attackMs, SampleRate), BallisticsCoefficients.FromMilliseconds(releaseMs, SampleRate));

    /// <summary>A chunk of an array of this shape, without the gap after it.</summary>
    public Span<float> Row(float[] array, int chunk) => array.AsSpan((int)(chunk * Rows.Pitch), Rows.Length);

    /// <summary>The same in double.</summary>
    public double[] Doubles(float[] array, int chunk) => Array.ConvertAll(Row(array, chunk).ToArray(), x => (double)x);

    /// <summary>Uniform in [-1, 1).</summary>
    public float[] Uniform() => Filled((_, row) => Signals.FillUniform(random, row));

    public float[] Zeros() => Filled((_, row) => row.Clear());

    /// <inheritdoc/>
    public override string ToString() => $"{kind}, {Coefficients}, {Rows.Chunks} chunks of {Rows.Length}";

    private float[] Filled(Action<int, Span<float>> fill)
    {
        var array = new float[Rows.Span];
        Array.Fill(array, Poison.Value);
        for (var chunk = 0; chunk < Rows.Chunks; chunk++)
        {
            fill(chunk, Row(array, chunk));
        }

        return array;
    }

    private void FillTargets(int chunk, Span<float> f)
    {
        var ballistics = new Ballistics(Coefficients);
        double level = 1;
        for (var n = 0; n < f.Length; n++)
        {
            if (random.Next(1000) == 0)
            {
                level = double.Exp2(-8 * random.NextDouble());
            }

            f[n] = kind switch
            {
                // 16 times the level is the threshold, R is 4.
                TargetKind.Programme => (float)double.Min(1, double.Pow(16 * level * double.Abs((2 * random.NextDouble()) - 1), -0.75)),
                TargetKind.Alternating => (n + chunk) % 2 == 0 ? 1 : 0.3f + (0.2f * random.NextSingle()),
                TargetKind.Ties => random.Next(3) == 0 ? (float)double.Min(1, level + (0.1 * random.NextDouble())) : (float)ballistics.Gain,
                TargetKind.Silence => 1,
                TargetKind.Levels => (float)level,
                TargetKind.Tiny => (n / (100 + (100 * (chunk % 5))) % 4) switch { 0 => 1e-40f, 1 => 0, 2 => 3e-23f, _ => 1 },
                _ => throw new InvalidOperationException($"{kind}"),
            };
            ballistics.Next(f[n]);
        }
    }
}
