using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Tests.Cards;
using FourA2A.Differentiation;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// What the tests of stages without memory have in common: shapes, and comparison with equations in double.
/// </summary>
public abstract class RowKernelTests(Card card, ITestOutputHelper output) : IDisposable
{
    private readonly List<IDisposable> owned = [];
    private double worst;

    /// <summary>Chunks and length: around a quad, a pass of a block's threads, a block.</summary>
    public static TheoryData<int, int> Shapes { get; } = new()
    {
        { 1, 1 },
        { 3, 2 },
        { 4, 3 },
        { 2, 4 },
        { 5, 5 },
        { 2, 1023 },
        { 1, 1025 },
        { 2, 4095 },
        { 3, 4096 },
        { 2, 4097 },
        { 1, 8195 },
    };

    private protected Card Card => card;

    private protected ITestOutputHelper Output => output;

    public void Dispose()
    {
        output.WriteLine($"Largest error: {worst:F3} of the bound.");
        owned.ForEach(item => item.Dispose());
        GC.SuppressFinalize(this);
    }

    private protected static void Refuses(Action launch, string reason)
        => Assert.Contains(reason, Assert.Throws<ArgumentException>(launch).Message, StringComparison.Ordinal);

    /// <summary>A direction in which one coordinate changes, or two; what a stage is not to read is no number.</summary>
    private protected static StageTangent<CudaDeviceVariable<float>> Along(CudaDeviceVariable<float>? x, params (int Coordinate, double Change)[] changes)
    {
        var theta = Enumerable.Repeat(double.NaN, 5).ToArray();
        foreach (var (coordinate, change) in changes)
        {
            theta[coordinate] = change;
        }

        return new([.. theta], x);
    }

    private protected T Own<T>(T item)
        where T : IDisposable
    {
        owned.Add(item);
        return item;
    }

    private protected RowArrays Arrays(int chunks, int length) => Own(new RowArrays(card.Context, RowArrays.WithGaps(chunks, length)));

    private protected void Matches(string what, RowArrays arrays, CudaDeviceVariable<float> result, Func<int, Computed> expected)
    {
        var found = arrays.Download(result);
        foreach (var n in arrays.Samples)
        {
            var sample = expected(n);
            worst = double.Max(worst, KernelAssert.Share(found[n], sample.Value, sample.Bound, $"{what}, {arrays.Rows}", 0, n));
        }
    }

    private protected void MatchesSum(string what, RowArrays arrays, double found, Func<int, Computed> term)
    {
        var expected = Computed.Sum(arrays.Samples.Select(term));
        var share = double.Abs(found - expected.Value) / expected.Bound;
        Assert.True(share <= 1, $"Sum of {what}, {arrays.Rows}: expected {expected.Value:R} within {expected.Bound:E2}, found {found:R}");
        worst = double.Max(worst, share);
    }

    /// <summary>Asserts that what a launch leaves does not depend on the order of its blocks and warps.</summary>
    private protected void SameWhateverTheSchedule(Func<(float[] Samples, double[] Sums)> run)
    {
        var expected = run();
        foreach (int? residentBlocks in new int?[] { 1, 3, null })
        {
            foreach (int? quantum in new int?[] { 1, 13, null })
            {
                card.Reschedule(residentBlocks, quantum);
                var (samples, sums) = run();
                KernelAssert.SameBits(expected.Samples, samples);
                Assert.Equal(expected.Sums, sums);
            }
        }
    }
}
