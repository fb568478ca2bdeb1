using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// Arrays of rows on the host and on a card, with no room to spare after the last row. What is between rows is <see cref="Poison"/>: were it read it would show in
/// a result, and what is written there fails the test.
/// </summary>
internal sealed class RowArrays(CudaContext context, ChunkRows rows) : IDisposable
{
    private readonly List<IDisposable> owned = [];
    private readonly Random random = new(1);

    public ChunkRows Rows => rows;

    public CudaStream Stream { get; } = new(context);

    /// <summary>Indices of all samples in an array.</summary>
    public IEnumerable<int> Samples
        => Enumerable.Range(0, rows.Chunks).SelectMany(chunk => Enumerable.Range((int)(chunk * rows.Pitch), rows.Length));

    /// <summary>Rows with a pitch of 4 to 7 samples more than their length.</summary>
    public static ChunkRows WithGaps(int chunks, int length) => new(chunks, length, (length + 7) / 4 * 4);

    /// <summary>Samples one after the other as given.</summary>
    public float[] Filled(Func<Random, float> next)
    {
        var array = new float[rows.Span];
        Array.Fill(array, Poison.Value);
        foreach (var n in Samples)
        {
            array[n] = next(random);
        }

        return array;
    }

    /// <summary>Uniform in [-1, 1).</summary>
    public float[] Uniform() => Filled(random => (2 * random.NextSingle()) - 1);

    public CudaDeviceVariable<float> Upload(float[] values)
    {
        var array = Own(new CudaDeviceVariable<float>(context, values.Length));
        array.CopyToDevice(values);
        return array;
    }

    public CudaDeviceVariable<float>? UploadOrNull(float[]? values) => values is null ? null : Upload(values);

    /// <summary>An array for a result.</summary>
    public CudaDeviceVariable<float> Result()
    {
        var array = Own(new CudaDeviceVariable<float>(context, rows.Span));
        array.AsyncMemset(Poison.Byte, Stream);
        return array;
    }

    /// <summary>A result; fails the test where something is between its rows.</summary>
    public float[] Download(CudaDeviceVariable<float> array)
    {
        var found = new float[array.Length];
        array.CopyToHost(found);
        for (var n = 0; n < found.Length; n++)
        {
            if (n % rows.Pitch >= rows.Length && !Poison.Is(found[n]))
            {
                Assert.Fail($"Expected the gap after chunk {n / rows.Pitch} of {rows} untouched, found {found[n]:R}");
            }
        }

        return found;
    }

    /// <summary>What a launch leaves in a slice of sums, which begins anywhere.</summary>
    public double[] Sums(int count, Action<CudaDeviceVariable<double>> launch)
    {
        var whole = Own(new CudaDeviceVariable<double>(context, count + 2));
        whole.AsyncMemset(Poison.Byte, Stream);
        launch(whole.Slice(1, count));
        var found = new double[count + 2];
        whole.CopyToHost(found);
        Assert.True(double.IsNaN(found[0]) && double.IsNaN(found[^1]), "Expected the sums beside those of the launch untouched.");
        return found[1..^1];
    }

    public T Own<T>(T item)
        where T : IDisposable
    {
        owned.Add(item);
        return item;
    }

    public void Dispose()
    {
        Stream.Dispose();
        owned.ForEach(item => item.Dispose());
    }
}
