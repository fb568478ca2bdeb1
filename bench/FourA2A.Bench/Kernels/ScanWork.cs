using FourA2A.Bench.Rows;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// Arrays and launches of the scans on a card: one batch of chunks, repeated.
/// </summary>
internal sealed class ScanWork : IDisposable
{
    private const double Multiplier = 0.9995;

    // Roundings that a contribution meets, see OnePoleScan.
    private const double Tolerance = 32.0 / (1 << 24);

    private readonly ChunkRows rows;
    private readonly long batchSamples;
    private readonly int batches;
    private readonly float[] hostMultipliers;
    private readonly float[] hostSource;
    private readonly BenchCard card;
    private readonly CudaContext context;
    private readonly CudaStream stream;
    private readonly OnePoleScan scan;
    private readonly PreEmphasisFilter preEmphasis;
    private readonly CudaDeviceVariable<float> multipliers;
    private readonly CudaDeviceVariable<float> source;
    private readonly CudaDeviceVariable<float> result;

    /// <summary>Allocates and fills the arrays.</summary>
    /// <param name="card">The card.</param>
    /// <param name="batchChunks">Chunks of a batch.</param>
    /// <param name="length">Samples of a chunk.</param>
    /// <param name="batches">How often the batch is repeated.</param>
    public ScanWork(BenchCard card, int batchChunks, int length, int batches)
    {
        this.card = card;
        context = card.Context;
        stream = new CudaStream(context);
        this.batches = batches;
        rows = ChunkRows.Packed(batchChunks * batches, length);
        batchSamples = rows.Pitch * batchChunks;
        hostSource = new float[batchSamples];
        hostMultipliers = new float[batchSamples];
        var random = new Random(1);
        for (var n = 0; n < hostSource.Length; n++)
        {
            hostSource[n] = (2 * random.NextSingle()) - 1;
            hostMultipliers[n] = random.Next(2) == 0 ? 0.998f : 0.99995f;
        }

        scan = new OnePoleScan(context);
        preEmphasis = new PreEmphasisFilter(context);
        multipliers = Repeated(hostMultipliers);
        source = Repeated(hostSource);
        result = new CudaDeviceVariable<float>(context, batchSamples * batches);
    }

    /// <summary>How many batches three arrays of fit into nine tenths of the card's free memory.</summary>
    public static int BatchesThatFit(CudaContext context, int batchChunks, int length)
        => (int)(context.GetMemoryInfo().FreeBytes * 0.9 / (3 * sizeof(float) * ChunkRows.Packed(batchChunks, length).Pitch * batchChunks));

    /// <summary>Every scan, against the card's copy bandwidth.</summary>
    public IReadOnlyList<BenchWork> Works()
    {
        return
        [
            Work("forward, array of multipliers", 3, () => scan.Forward(stream, multipliers, source, result, rows)),
            Work("reversed, array of multipliers", 3, () => scan.Reverse(stream, multipliers, source, result, rows)),
            Work("forward, one multiplier", 2, () => scan.Forward(stream, Multiplier, source, result, rows)),
            Work("reversed, one multiplier", 2, () => scan.Reverse(stream, Multiplier, source, result, rows)),
            Work("pre-emphasis", 2, () => preEmphasis.Apply(stream, source, result, rows)),
            Work("pre-emphasis transposed", 2, () => preEmphasis.ApplyTransposed(stream, source, result, rows)),
        ];

        BenchWork Work(string name, int arrays, Action work)
        {
            var shape = new BatchShape(rows.Chunks, (double)rows.Length / BenchSignals.SampleRate, (double)rows.Chunks * rows.Length);
            var bytes = arrays * sizeof(float) * shape.Samples;
            return new(CudaEngine.NameOn(context), name, shape, (arrays - 1.0) * result.SizeInBytes, bytes, card.Copy, bytes, () => CardClock.Seconds(context, stream, work));
        }
    }

    /// <summary>What is wrong with a scan's result, or null. The pre-emphasis is the scan with one multiplier.</summary>
    public string? Disagreement()
    {
        var found = new float[batchSamples];
        foreach (var (reversed, array) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            result.AsyncMemset(0xff, stream);
            switch (reversed, array)
            {
                case (false, false):
                    scan.Forward(stream, Multiplier, source, result, rows);
                    break;
                case (false, true):
                    scan.Forward(stream, multipliers, source, result, rows);
                    break;
                case (true, false):
                    scan.Reverse(stream, Multiplier, source, result, rows);
                    break;
                case (true, true):
                    scan.Reverse(stream, multipliers, source, result, rows);
                    break;
            }

            foreach (var batch in new[] { 0, batches / 2, batches - 1 })
            {
                result.Slice(batch * batchSamples, batchSamples).CopyToHost(found);
                var worst = LargestError(found, reversed, array);
                if (!(worst <= Tolerance))
                {
                    return $"Scan {(reversed ? "reversed" : "forward")}, {(array ? "array of multipliers" : "one multiplier")}, batch {batch}: expected the serial result within {Tolerance:E1} of its scale, found {worst:E1}";
                }
            }
        }

        return null;
    }

    public void Dispose()
    {
        scan.Dispose();
        preEmphasis.Dispose();
        multipliers.Dispose();
        source.Dispose();
        result.Dispose();
        stream.Dispose();
    }

    // Relative to the same recursion of magnitudes; NaN is larger than anything.
    private double LargestError(float[] found, bool reversed, bool array)
    {
        var worst = 0.0;
        for (long start = 0; start < batchSamples; start += rows.Pitch)
        {
            double y = 0, scale = 0;
            for (var step = 0; step < rows.Length; step++)
            {
                var n = start + (reversed ? rows.Length - 1 - step : step);
                var a = array ? hostMultipliers[n] : Multiplier;
                y = (a * y) + hostSource[n];
                scale = (a * scale) + double.Abs(hostSource[n]);
                var error = double.Abs(found[n] - y) / scale;
                worst = double.Max(worst, error);
            }
        }

        return worst;
    }

    private CudaDeviceVariable<float> Repeated(float[] batch)
    {
        var all = new CudaDeviceVariable<float>(context, batchSamples * batches);
        var first = all.Slice(0, batchSamples);
        first.CopyToDevice(batch);
        for (long copy = 1; copy < batches; copy++)
        {
            all.Slice(copy * batchSamples, batchSamples).AsyncCopyFromDevice(first, stream);
        }

        stream.Synchronize();
        return all;
    }
}
