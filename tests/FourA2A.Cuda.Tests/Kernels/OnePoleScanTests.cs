using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// One-pole scans on a card against the serial recursion. One subclass per card; where there is no card, reading its context skips the test.
/// </summary>
public abstract class OnePoleScanTests(Card card, ITestOutputHelper output) : IDisposable
{
    private const int TileLength = 4096;

    // Where something changes: a lane's 4 samples, a row's 128, a warp's 512, a tile's 4,096.
    private static readonly int[] Edges = [4, 128, 512, TileLength, 2 * TileLength];

    private static readonly MultiplierKind[] Kinds = Enum.GetValues<MultiplierKind>();

    private OnePoleScan? scan;

    public static TheoryData<ScanDirection, bool> Kernels { get; } = new MatrixTheoryData<ScanDirection, bool>(Enum.GetValues<ScanDirection>(), [false, true]);

    public static TheoryData<ScanDirection> Directions { get; } = [.. Enum.GetValues<ScanDirection>()];

    public static TheoryData<ScanDirection, MultiplierKind> ArraysOfMultipliers { get; } = new MatrixTheoryData<ScanDirection, MultiplierKind>(Enum.GetValues<ScanDirection>(), Kinds);

    public static TheoryData<ScanDirection, double> ConstantMultipliers { get; } = new MatrixTheoryData<ScanDirection, double>(Enum.GetValues<ScanDirection>(), Signals.ConstantMultipliers);

    private OnePoleScan Scan => scan ??= new(card.Context);

    [SkippableTheory]
    [MemberData(nameof(ArraysOfMultipliers))]
    public void ScanWithArray_LengthsAroundEdges(ScanDirection direction, MultiplierKind kind)
        => Report(AroundEdges().Max(shape => Matches(ScanProblem.Varying(direction, kind, shape.Chunks, shape.Length, shape.Length))));

    [SkippableTheory]
    [MemberData(nameof(ConstantMultipliers))]
    public void ScanWithConstant_LengthsAroundEdges(ScanDirection direction, double multiplier)
        => Report(AroundEdges().Max(shape => Matches(ScanProblem.WithConstant(direction, multiplier, shape.Chunks, shape.Length, shape.Length))));

    [SkippableTheory]
    [InlineData(ScanDirection.Forward, MultiplierKind.Ballistics)]
    [InlineData(ScanDirection.Reversed, MultiplierKind.LogUniform)]
    [InlineData(ScanDirection.Forward, MultiplierKind.One)]
    [InlineData(ScanDirection.Reversed, MultiplierKind.Slow)]
    public void ScanWithArray_16ChunksOf12Seconds(ScanDirection direction, MultiplierKind kind)
        => Report(Matches(ScanProblem.Varying(direction, kind, 16, 529_200)));

    [SkippableTheory]
    [InlineData(ScanDirection.Forward, 1 - 1e-5)]
    [InlineData(ScanDirection.Reversed, 0.995)]
    public void ScanWithConstant_16ChunksOf12Seconds(ScanDirection direction, double multiplier)
        => Report(Matches(ScanProblem.WithConstant(direction, multiplier, 16, 529_200)));

    [SkippableTheory]
    [MemberData(nameof(Directions))]
    public void Scan_CombinesInOrder(ScanDirection direction)
        => IsExact(OrderCheck(direction, 3));

    [SkippableTheory]
    [InlineData(ScanDirection.Forward, 100)]
    [InlineData(ScanDirection.Reversed, 100)]
    [InlineData(ScanDirection.Forward, -148)]
    [InlineData(ScanDirection.Reversed, -148)]
    public void Scan_KeepsHugeAndDenormalValues(ScanDirection direction, int exponent)
        => IsExact(OrderCheck(direction, 2).Scaled(exponent));

    [SkippableTheory]
    [MemberData(nameof(Kernels))]
    public void Scan_OfSilenceIsSilence(ScanDirection direction, bool varying)
    {
        var problem = Problem(direction, varying, 2, 5000).Scaled(-1000);
        var found = Run(problem);
        for (var chunk = 0; chunk < problem.Chunks; chunk++)
        {
            Assert.All(problem.Row(found, chunk).ToArray(), sample => Assert.Equal(0, sample));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Kernels))]
    public void Scan_InPlaceGivesTheSameBits(ScanDirection direction, bool varying)
    {
        var problem = Problem(direction, varying, 3, (2 * TileLength) + 300);
        KernelAssert.SameBits(Run(problem), ScanArrays.RunOnce(card.Context, Scan, problem, inPlace: true));
    }

    [SkippableTheory]
    [InlineData(3 * TileLength)]
    [InlineData((3 * TileLength) + 1)]
    [InlineData(5000)]
    public void ScanReversed_IsTheForwardOneOfTheReversed(int length)
    {
        foreach (var varying in new[] { false, true })
        {
            var problem = Problem(ScanDirection.Reversed, varying, 3, length);
            var mirrored = problem.Mirrored();
            var reversed = Run(problem);
            var forward = Run(mirrored);
            KernelAssert.MatchesSerial(problem, reversed);
            KernelAssert.MatchesSerial(mirrored, forward);
            if (length % TileLength == 0)
            {
                // Tiles start at multiples of their length in the chunk either way, so only then are they mirror images.
                for (var chunk = 0; chunk < problem.Chunks; chunk++)
                {
                    problem.Row(forward, chunk).Reverse();
                }

                KernelAssert.SameBits(reversed, forward);
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Kernels))]
    public void Scan_SameBitsWhateverTheSchedule(ScanDirection direction, bool varying)
    {
        var problem = Problem(direction, varying, 5, (7 * TileLength) + 99);
        var expected = Run(problem);
        using var arrays = new ScanArrays(card.Context, problem.Values.Length);
        foreach (int? residentBlocks in new int?[] { 1, 2, 3, 40, null })
        {
            foreach (int? quantum in new int?[] { 1, 13, 500, null })
            {
                card.Reschedule(residentBlocks, quantum);
                KernelAssert.SameBits(expected, arrays.Run(Scan, problem));
                KernelAssert.SameBits(expected, arrays.Run(Scan, problem));
            }
        }
    }

    [SkippableTheory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Scan_NonFiniteStaysInItsChunkAndAfterIt(float value)
    {
        foreach (var direction in Enum.GetValues<ScanDirection>())
        {
            var problem = ScanProblem.Varying(direction, MultiplierKind.Slow, 3, (2 * TileLength) + 100);
            var clean = Run(problem);
            const int Position = TileLength + 50;
            problem.Row(problem.Values, 1)[Position] = value;
            var found = Run(problem);
            for (var chunk = 0; chunk < problem.Chunks; chunk++)
            {
                for (var n = 0; n < problem.Length; n++)
                {
                    var after = chunk == 1 && (direction == ScanDirection.Forward ? n >= Position : n <= Position);
                    var sample = problem.Row(found, chunk)[n];
                    Assert.True(after ? !float.IsFinite(sample) : sample == problem.Row(clean, chunk)[n]);
                }
            }
        }
    }

    [SkippableFact]
    public void Scan_LaunchesOfOtherSizesFollowOneAnother()
    {
        (int Chunks, int Length)[] shapes = [(17, 8193), (1, 1), (3, 3 * TileLength), (16, 4097), (1, 40 * TileLength), (2, 5), (17, 4096), (3, 3 * TileLength)];
        var fresh = new float[shapes.Length][];
        var problems = shapes.Select((shape, i) => Problem((ScanDirection)(i % 2), i % 3 != 0, shape.Chunks, shape.Length)).ToArray();
        for (var i = 0; i < shapes.Length; i++)
        {
            using var another = new OnePoleScan(card.Context);
            fresh[i] = ScanArrays.RunOnce(card.Context, another, problems[i]);
        }

        for (var i = 0; i < shapes.Length; i++)
        {
            KernelAssert.SameBits(fresh[i], Run(problems[i]));
        }
    }

    // The words that blocks talk through are not written yet when the stream turns out to be unusable.
    [SkippableFact]
    public void Scan_AfterAStreamThatWasRefused_IsAsEver()
    {
        using var another = new OnePoleScan(card.Context);
        using var array = new CudaDeviceVariable<float>(card.Context, 100);
        var disposed = new CudaStream(card.Context);
        disposed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => another.Forward(disposed, 0.5, array, array, new ChunkRows(1, 100, 100)));
        var problem = Problem(ScanDirection.Forward, true, 1, 100);
        KernelAssert.SameBits(Run(problem), ScanArrays.RunOnce(card.Context, another, problem));
    }

    [SkippableFact]
    public void Scan_RefusesArraysThatDoNotFit()
    {
        using var stream = new CudaStream(card.Context);
        using var array = new CudaDeviceVariable<float>(card.Context, 300);
        using var other = new CudaDeviceVariable<float>(card.Context, 300);
        array.AsyncMemset(0, stream);
        other.AsyncMemset(0, stream);
        var rows = new ChunkRows(3, 98, 100);
        Scan.Forward(stream, 0.5, array.Slice(0, 298), other, rows);
        Refuses(() => Scan.Forward(stream, 0.5, array.Slice(0, 297), other, rows), "298");
        Refuses(() => Scan.Forward(stream, 0.5, other, array.Slice(0, 297), rows), "298");
        Refuses(() => Scan.Reverse(stream, array.Slice(0, 297), other, other, rows), "298");
        Refuses(() => Scan.Forward(stream, 0.5, array.Slice(1, 298), other, rows), "16 bytes");
        Refuses(() => Scan.Forward(stream, 0.5, array.Slice(0, 100), array.Slice(48, 100), new ChunkRows(1, 100, 100)), "overlaps");
        Assert.Throws<ArgumentNullException>("result", () => Scan.Forward(stream, 0.5, array, null!, rows));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChunkRows(1, 100, 99));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChunkRows(1, 97, 98));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChunkRows(0, 100, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChunkRows(1, 0, 100));
        stream.Synchronize();
    }

    /// <summary>Three tiles and a piece of a fourth, exact in float: passes only with every step combined once and in order.</summary>
    internal static ScanProblem OrderCheck(ScanDirection direction, int chunks) => ScanProblem.Exact(direction, chunks, (3 * TileLength) + 777);

    public void Dispose()
    {
        scan?.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Refuses(Action launch, string reason) => Assert.Contains(reason, Assert.Throws<ArgumentException>(launch).Message, StringComparison.Ordinal);

    private static IEnumerable<(int Chunks, int Length)> AroundEdges()
    {
        foreach (var edge in Edges)
        {
            // 16 chunks at the edges themselves, an uneven number on either side.
            yield return (3, edge - 1);
            yield return (16, edge);
            yield return (17, edge + 1);
        }

        // The look-back sees 32 tiles at once: the 34th may have to look twice.
        yield return (1, (33 * TileLength) + 1);
    }

    private static ScanProblem Problem(ScanDirection direction, bool varying, int chunks, int length)
        => varying ? ScanProblem.Varying(direction, MultiplierKind.Ballistics, chunks, length) : ScanProblem.WithConstant(direction, 0.9995, chunks, length);

    private float[] Run(ScanProblem problem) => ScanArrays.RunOnce(card.Context, Scan, problem);

    private double Matches(ScanProblem problem) => KernelAssert.MatchesSerial(problem, Run(problem));

    private void IsExact(ScanProblem problem)
    {
        var found = Run(problem);
        for (var chunk = 0; chunk < problem.Chunks; chunk++)
        {
            Assert.Equal(problem.Reference(chunk).Result, Array.ConvertAll(problem.Row(found, chunk).ToArray(), y => (double)y));
        }
    }

    private void Report(double worst) => output.WriteLine($"Largest error: {worst:F3} of the bound.");
}
