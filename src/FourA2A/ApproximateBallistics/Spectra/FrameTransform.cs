using System.Runtime.CompilerServices;

namespace FourA2A.ApproximateBallistics.Spectra;

/// <summary>
/// Windowed Fourier transform of four pairs of real frames at a time, and its transpose. A pair is one complex frame, one pair a lane:
/// <c>Z[k] = sum over n of (w[n] / 2) (x[n] + i y[n]) exp(-2 pi i k n / length)</c>.
/// </summary>
/// <remarks>
/// <para>Radix 4 in place, with a last pass of radix 2 where the length is no power of 4. Decimation in frequency on the way there, and on the way back the
/// same passes transposed, in reverse: spectra lie in the order of the reversed digits (<see cref="Pairs"/>), and nothing is ever put in order.
/// The window is applied as frames are read and as their derivatives are added up. Halved, it makes the two frames' spectra
/// plain sums: <c>X[k] = Z[k] + Z*[-k]</c>, <c>Y[k] = -i (Z[k] - Z*[-k])</c>.</para>
/// <para>MathNet's transform, which the reference uses, computes its sines and cosines anew in each call. Measured on one core, three scales of a clip of 5 s at
/// 44.1 kHz, two frames to one transform: 36 ms one way, and 1.9 ms here.</para>
/// </remarks>
internal sealed class FrameTransform
{
    private const int TwiddleStride = 6;

    private readonly int length;
    private readonly double[] window;

    // Cosine and sine of 2 pi q j / size for q = 1, 2, 3, j by j, pass by pass.
    private readonly double[][] twiddles;

    /// <summary>
    /// A transform of the frames of a scale.
    /// </summary>
    public FrameTransform(SpectrogramScale scale)
    {
        length = scale.WindowLength;
        window = Array.ConvertAll(scale.Hann(), value => value / 2);
        var sizes = Enumerable.Range(0, int.Log2(length) / 2).Select(pass => length >> (2 * pass));
        twiddles = [.. sizes.Select(Twiddles)];
        var slots = Enumerable.Range(0, length).ToDictionary(slot => Frequency(slot, length));
        Pairs =
        [
            .. from k in Enumerable.Range(0, scale.Bins)
               let pair = (First: slots[k], Second: slots[-k & (length - 1)])
               orderby pair.First != pair.Second, int.Min(pair.First, pair.Second)
               select pair,
        ];
    }

    /// <summary>
    /// Where Z[k] and Z[-k] lie, for each bin k of a real spectrum: first the two bins that are their own mirror images, then the others as they lie.
    /// </summary>
    public (int First, int Second)[] Pairs { get; }

    /// <summary>
    /// Frames to spectra.
    /// </summary>
    /// <param name="frames">First of length rows: x in the real parts, y in the imaginary ones.</param>
    /// <param name="spectrum">Receives Z.</param>
    public void Forward(ref double frames, ref double spectrum)
    {
        var quarter = length / 4;
        for (var j = 0; j < quarter; j++)
        {
            var a = ComplexLanes.Load(ref frames, j) * window[j];
            var b = ComplexLanes.Load(ref frames, j + quarter) * window[j + quarter];
            var c = ComplexLanes.Load(ref frames, j + (2 * quarter)) * window[j + (2 * quarter)];
            var d = ComplexLanes.Load(ref frames, j + (3 * quarter)) * window[j + (3 * quarter)];
            Split(a, b, c, d, ref twiddles[0][TwiddleStride * j], ref spectrum, j, quarter);
        }

        for (var pass = 1; pass < twiddles.Length; pass++)
        {
            quarter /= 4;
            for (var block = 0; block < length; block += 4 * quarter)
            {
                for (var j = block; j < block + quarter; j++)
                {
                    var (a, b) = (ComplexLanes.Load(ref spectrum, j), ComplexLanes.Load(ref spectrum, j + quarter));
                    var (c, d) = (ComplexLanes.Load(ref spectrum, j + (2 * quarter)), ComplexLanes.Load(ref spectrum, j + (3 * quarter)));
                    Split(a, b, c, d, ref twiddles[pass][TwiddleStride * (j - block)], ref spectrum, j, quarter);
                }
            }
        }

        if (quarter == 2)
        {
            Halve(ref spectrum);
        }
    }

    /// <summary>
    /// The transpose: adds <c>(w[n] / 2) sum over k of V[k] exp(2 pi i k n / length)</c> to rows.
    /// </summary>
    /// <param name="spectrum">V; overwritten.</param>
    /// <param name="rows">First of length rows.</param>
    public void AddTranspose(ref double spectrum, ref double rows)
    {
        var quarter = length >> (2 * twiddles.Length);
        if (quarter == 2)
        {
            Halve(ref spectrum);
        }

        for (var pass = twiddles.Length - 1; pass > 0; pass--)
        {
            for (var block = 0; block < length; block += 4 * quarter)
            {
                for (var j = block; j < block + quarter; j++)
                {
                    var (a, b, c, d) = Join(ref spectrum, j, quarter, ref twiddles[pass][TwiddleStride * (j - block)]);
                    a.Store(ref spectrum, j);
                    b.Store(ref spectrum, j + quarter);
                    c.Store(ref spectrum, j + (2 * quarter));
                    d.Store(ref spectrum, j + (3 * quarter));
                }
            }

            quarter *= 4;
        }

        for (var j = 0; j < quarter; j++)
        {
            var (a, b, c, d) = Join(ref spectrum, j, quarter, ref twiddles[0][TwiddleStride * j]);
            Add(ref rows, j, a * window[j]);
            Add(ref rows, j + quarter, b * window[j + quarter]);
            Add(ref rows, j + (2 * quarter), c * window[j + (2 * quarter)]);
            Add(ref rows, j + (3 * quarter), d * window[j + (3 * quarter)]);
        }
    }

    // Slots of a block: four blocks of a quarter, that of the frequencies 4 k + q at place q.
    private static int Frequency(int slot, int size)
        => size < 4 ? slot : (slot / (size / 4)) + (4 * Frequency(slot % (size / 4), size / 4));

    private static double[] Twiddles(int size)
    {
        var table = new double[TwiddleStride * (size / 4)];
        for (var j = 0; j < size / 4; j++)
        {
            for (var q = 1; q < 4; q++)
            {
                var at = (TwiddleStride * j) + (2 * (q - 1));
                (table[at + 1], table[at]) = Math.SinCos(2 * Math.PI * q * j / size);
            }
        }

        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        ComplexLanes a, ComplexLanes b, ComplexLanes c, ComplexLanes d, ref double twiddle, ref double spectrum, int j, int quarter)
    {
        var (even, odd) = (a + c, b + d);
        var (p, q) = (a - c, (b - d).TimesI());
        (even + odd).Store(ref spectrum, j);
        (p - q).TurnBack(twiddle, Unsafe.Add(ref twiddle, 1)).Store(ref spectrum, j + quarter);
        (even - odd).TurnBack(Unsafe.Add(ref twiddle, 2), Unsafe.Add(ref twiddle, 3)).Store(ref spectrum, j + (2 * quarter));
        (p + q).TurnBack(Unsafe.Add(ref twiddle, 4), Unsafe.Add(ref twiddle, 5)).Store(ref spectrum, j + (3 * quarter));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ComplexLanes A, ComplexLanes B, ComplexLanes C, ComplexLanes D) Join(
        ref double spectrum, int j, int quarter, ref double twiddle)
    {
        var a = ComplexLanes.Load(ref spectrum, j);
        var b = ComplexLanes.Load(ref spectrum, j + quarter).Turn(twiddle, Unsafe.Add(ref twiddle, 1));
        var c = ComplexLanes.Load(ref spectrum, j + (2 * quarter)).Turn(Unsafe.Add(ref twiddle, 2), Unsafe.Add(ref twiddle, 3));
        var d = ComplexLanes.Load(ref spectrum, j + (3 * quarter)).Turn(Unsafe.Add(ref twiddle, 4), Unsafe.Add(ref twiddle, 5));
        var (even, odd) = (a + c, b + d);
        var (p, q) = (a - c, (b - d).TimesI());
        return (even + odd, p + q, even - odd, p - q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double rows, int row, ComplexLanes value) => (ComplexLanes.Load(ref rows, row) + value).Store(ref rows, row);

    private void Halve(ref double spectrum)
    {
        for (var j = 0; j < length; j += 2)
        {
            var (a, b) = (ComplexLanes.Load(ref spectrum, j), ComplexLanes.Load(ref spectrum, j + 1));
            (a + b).Store(ref spectrum, j);
            (a - b).Store(ref spectrum, j + 1);
        }
    }
}
