namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// One launch of a one-pole: what goes in. Arrays are row-major [chunks, pitch]; what is past a chunk's end is <see cref="Poison"/>.
/// </summary>
/// <param name="Direction">Forward or reversed.</param>
/// <param name="Chunks">Number of chunks.</param>
/// <param name="Length">Samples of a chunk.</param>
/// <param name="Pitch">Samples from one chunk to the next.</param>
/// <param name="Multipliers">A, or null for one multiplier for all samples.</param>
/// <param name="Constant">A where <paramref name="Multipliers"/> is null.</param>
/// <param name="Values">b.</param>
internal sealed record ScanProblem(
    ScanDirection Direction, int Chunks, int Length, int Pitch, float[]? Multipliers, double Constant, float[] Values)
{
    private delegate void Fill(Span<float> multipliers, Span<float> values);

    /// <summary>An array of multipliers and uniform values.</summary>
    public static ScanProblem Varying(ScanDirection direction, MultiplierKind kind, int chunks, int length, int seed = 1)
    {
        var random = new Random(seed);
        return Filled(direction, chunks, length, (multipliers, values) =>
        {
            Signals.FillMultipliers(kind, random, multipliers);
            Signals.FillUniform(random, values);
        });
    }

    /// <summary>One multiplier and uniform values.</summary>
    public static ScanProblem WithConstant(ScanDirection direction, double multiplier, int chunks, int length, int seed = 1)
        => Varying(direction, MultiplierKind.Zero, chunks, length, seed) with { Multipliers = null, Constant = multiplier };

    /// <summary>A recursion that is exact in float, see <see cref="Signals.FillExact"/>.</summary>
    public static ScanProblem Exact(ScanDirection direction, int chunks, int length, int seed = 1)
    {
        var random = new Random(seed);
        return Filled(direction, chunks, length, (multipliers, values) => Signals.FillExact(random, multipliers, values));
    }

    /// <summary>A chunk of an array of this shape, without the gap after it.</summary>
    public Span<float> Row(float[] array, int chunk) => array.AsSpan(chunk * Pitch, Length);

    /// <summary>The first samples of every chunk.</summary>
    public ScanProblem Excerpt(int length)
    {
        var excerpt = this with { Length = length, Multipliers = (float[]?)Multipliers?.Clone(), Values = (float[])Values.Clone() };
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            Row(excerpt.Values, chunk)[length..].Fill(Poison.Value);
            if (excerpt.Multipliers is not null)
            {
                Row(excerpt.Multipliers, chunk)[length..].Fill(Poison.Value);
            }
        }

        return excerpt;
    }

    /// <summary>Values times a power of two.</summary>
    public ScanProblem Scaled(int exponent)
    {
        var scaled = this with { Values = (float[])Values.Clone() };
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            foreach (ref var value in Row(scaled.Values, chunk))
            {
                value = float.ScaleB(value, exponent);
            }
        }

        return scaled;
    }

    /// <summary>The same run the other way: chunks back to front.</summary>
    public ScanProblem Mirrored()
    {
        var mirrored = this with
        {
            Direction = Direction == ScanDirection.Forward ? ScanDirection.Reversed : ScanDirection.Forward,
            Multipliers = (float[]?)Multipliers?.Clone(),
            Values = (float[])Values.Clone(),
        };
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            mirrored.Row(mirrored.Values, chunk).Reverse();
            if (mirrored.Multipliers is not null)
            {
                mirrored.Row(mirrored.Multipliers, chunk).Reverse();
            }
        }

        return mirrored;
    }

    /// <summary>The serial result of a chunk, and the scale of its errors.</summary>
    public (double[] Result, double[] Scale) Reference(int chunk)
    {
        var multipliers = new double[Length];
        for (var n = 0; n < Length; n++)
        {
            multipliers[n] = Multipliers is null ? Constant : Multipliers[(chunk * Pitch) + n];
        }

        var result = new double[Length];
        var scale = new double[Length];
        SerialReference.OnePole(Direction, multipliers, Row(Values, chunk), result, scale);
        return (result, scale);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Direction}, {Chunks} chunks of {Length}, {(Multipliers is null ? $"multiplier {Constant}" : "array of multipliers")}";

    private static ScanProblem Filled(ScanDirection direction, int chunks, int length, Fill fill)
    {
        // A gap of 4 to 7 samples after each chunk; rows start at multiples of 16 bytes.
        var pitch = (length + 7) / 4 * 4;
        var multipliers = new float[chunks * pitch];
        var values = new float[chunks * pitch];
        Array.Fill(multipliers, Poison.Value);
        Array.Fill(values, Poison.Value);
        var problem = new ScanProblem(direction, chunks, length, pitch, multipliers, 0, values);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            fill(problem.Row(multipliers, chunk), problem.Row(values, chunk));
        }

        return problem;
    }
}
