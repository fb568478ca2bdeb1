using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using FourA2A.Differentiation;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// Ballistics forward on a card against the serial recursion in double. One subclass per card; where there is no card, reading its context
/// skips the test.
/// </summary>
public abstract class BallisticsTests(Card card, ITestOutputHelper output) : IDisposable
{
    private const int SpanLength = 8192;

    // Where something changes: a segment's 64 samples, a warp's 2,048, a tile's 4,096, a span's 8,192.
    private static readonly int[] Edges = [64, 2048, 4096, SpanLength];

    private BallisticsKernels? kernels;

    public static TheoryData<TargetKind, double, double> Cases { get; } = AllCases();

    private BallisticsKernels Kernels => kernels ??= new(card.Context);

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Forward_EqualsTheSerialGainInEverySample(TargetKind kind, double attackMs, double releaseMs)
    {
        // Mostly one block at a time is quicker to emulate; blocks of a launch say nothing to each other.
        card.Reschedule(1);
        var sweeps = 0;
        foreach (var (chunks, length) in AroundEdges())
        {
            var (differences, used) = Run(new(kind, BallisticsProblem.FromMilliseconds(attackMs, releaseMs), chunks, length));
            Assert.Equal(0, differences);
            sweeps = int.Max(sweeps, used);
        }

        output.WriteLine($"At most {sweeps} sweeps.");
    }

    [SkippableTheory]
    [InlineData(TargetKind.Programme, 1, 200)]
    [InlineData(TargetKind.Ties, 0.1, 1000)]
    [InlineData(TargetKind.Levels, 100, 10)]
    public void Forward_FoldsMoreSpansThanAWarpHasLanes(TargetKind kind, double attackMs, double releaseMs)
    {
        var (differences, sweeps) = Run(new(kind, BallisticsProblem.FromMilliseconds(attackMs, releaseMs), 1, (33 * SpanLength) + 65));
        Assert.Equal(0, differences);
        output.WriteLine($"{sweeps} sweeps.");
    }

    [SkippableFact]
    public void Forward_16ChunksOf12Seconds()
    {
        card.Reschedule(1);
        var problem = new BallisticsProblem(TargetKind.Programme, BallisticsProblem.FromMilliseconds(0.1, 1000), 16, 529_200);
        var (differences, sweeps) = Run(problem);
        Assert.InRange(differences, 0, (int)(problem.F.Length * KernelTolerances.GainsNearTheMiddleOfTwoFloats));
        output.WriteLine($"{sweeps} sweeps; {differences} gains rounded the other way.");
    }

    [SkippableFact]
    public void Forward_OfSilenceIsNoReduction()
    {
        var problem = new BallisticsProblem(TargetKind.Silence, BallisticsProblem.FromMilliseconds(100, 10), 2, 9000);
        using var arrays = new BallisticsArrays(card.Context, Kernels, problem);
        var (gain, difference) = arrays.Forward();
        Assert.All(Enumerable.Range(0, 2), chunk => Assert.Equal(-1, problem.Row(gain, chunk).IndexOfAnyExcept(1f)));
        KernelAssert.SameBits(problem.Row(problem.Zeros(), 1).ToArray(), problem.Row(difference, 1).ToArray());
    }

    [SkippableFact]
    public void Forward_InPlaceGivesTheSameBits()
    {
        var problem = Programme();
        using var arrays = new BallisticsArrays(card.Context, Kernels, problem);
        var (gain, difference) = arrays.Forward();
        KernelAssert.SameBits(gain, arrays.Forward(gainInPlace: true).Gain);
        KernelAssert.SameBits(difference, arrays.Forward(differenceInPlace: true).Difference);
    }

    [SkippableFact]
    public void Forward_SameBitsWhateverTheSchedule()
    {
        using var arrays = new BallisticsArrays(card.Context, Kernels, Programme());
        var expected = arrays.Forward();
        foreach (int? quantum in new int?[] { 1, 13, null })
        {
            card.Reschedule(3, quantum);
            var found = arrays.Forward();
            KernelAssert.SameBits(expected.Gain, found.Gain);
            KernelAssert.SameBits(expected.Difference, found.Difference);
        }
    }

    [SkippableFact]
    public void Forward_LaunchesOfOtherSizesFollowOneAnother()
    {
        foreach (var (chunks, length) in new[] { (3, 9000), (1, 1), (17, 8193), (2, 64), (3, 9000) })
        {
            Assert.Equal(0, Run(new(TargetKind.Programme, BallisticsProblem.FromMilliseconds(1, 200), chunks, length)).Differences);
        }
    }

    [SkippableFact]
    public void Forward_RefusesWhatIsNoNumber()
    {
        var problem = Programme();
        problem.Row(problem.F, 1)[4000] = float.NaN;
        using var arrays = new BallisticsArrays(card.Context, Kernels, problem);
        Assert.Contains("no numbers", Assert.Throws<ArithmeticException>(() => arrays.Forward()).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Kernels_RefuseArraysThatDoNotFit()
    {
        using var stream = new CudaStream(card.Context);
        using var one = new CudaDeviceVariable<float>(card.Context, 100);
        using var two = new CudaDeviceVariable<float>(card.Context, 100);
        using var sums = new CudaDeviceVariable<double>(card.Context, 3);
        var rows = new ChunkRows(1, 100, 100);
        var coefficients = new BallisticsCoefficients(0.1, 0.01);
        using var three = new CudaDeviceVariable<float>(card.Context, 100);
        var still = new StageTangent<CudaDeviceVariable<float>>([0, 0, 0, 0, 0], two, two);
        Refuses(() => Kernels.Forward(stream, coefficients, one.Slice(0, 99), two, three, rows), "100");
        Refuses(() => Kernels.Forward(stream, coefficients, one.Slice(0, 52), one.Slice(48, 52), two, new ChunkRows(1, 52, 52)), "overlaps");
        Refuses(() => Kernels.Forward(stream, coefficients, one, two, two, rows), "separate");
        Refuses(() => Kernels.Jvp(stream, coefficients, one, still, one, rows), "separate");
        Refuses(() => Kernels.Vjp(stream, coefficients, one, one, two, two, sums.Slice(0, 2), rows), "separate");
        Refuses(() => Kernels.Vjp(stream, coefficients, one, one, two, three, sums, rows), "3 sums");
        Refuses(() => Kernels.JvpOfVjp(stream, coefficients, one, one, still, three, three, sums.Slice(0, 2), rows), "separate");
        Refuses(() => Kernels.JvpOfJvp(stream, coefficients, one, still, still, null, two, rows), "separate");
        Refuses(() => Kernels.JvpOfJvp(stream, coefficients, one, still, still, one.Slice(4, 96), three, rows), "96");
    }

    public void Dispose()
    {
        kernels?.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Refuses(Action launch, string reason) => Assert.Contains(reason, Assert.Throws<ArgumentException>(launch).Message, StringComparison.Ordinal);

    private static BallisticsProblem Programme() => new(TargetKind.Programme, BallisticsProblem.FromMilliseconds(1, 200), 3, SpanLength + 300);

    private static TheoryData<TargetKind, double, double> AllCases()
    {
        var cases = new TheoryData<TargetKind, double, double>();
        foreach (var kind in Enum.GetValues<TargetKind>())
        {
            foreach (var times in BallisticsProblem.Times)
            {
                cases.Add(kind, (double)times[0], (double)times[1]);
            }
        }

        return cases;
    }

    private static IEnumerable<(int Chunks, int Length)> AroundEdges()
    {
        foreach (var edge in Edges)
        {
            yield return (1, edge - 1);
            yield return (edge < 4096 ? 16 : 3, edge);
            yield return (edge < 4096 ? 17 : 1, edge + 1);
        }

        yield return (1, 1);
        yield return (109, 131);
    }

    // How many gains are rounded the other way than the serial ones, all of them within both's roundings of the middle of two floats; and the sweeps. A
    // difference is that of f and a gain as exact, rounded once; where it is more than the gain's error, its sign bit is the serial decision.
    private (int Differences, int Sweeps) Run(BallisticsProblem problem)
    {
        using var arrays = new BallisticsArrays(card.Context, Kernels, problem);
        var (foundGain, foundDifference) = arrays.Forward();
        var roundedOtherwise = 0;
        for (var chunk = 0; chunk < problem.Rows.Chunks; chunk++)
        {
            var (gain, difference, attack) = BallisticsReference.Forward(problem.Coefficients, problem.Row(problem.F, chunk));
            var row = problem.Row(foundGain, chunk);
            var differences = problem.Row(foundDifference, chunk);
            for (var n = 0; n < row.Length; n++)
            {
                var margin = KernelTolerances.GainBeforeRounding(n) * (n == 0 ? Ballistics.InitialGain : gain[n - 1]);
                KernelAssert.Share(
                    differences[n], difference[n], margin + KernelTolerances.Rounding(difference[n]), $"difference, {problem}", chunk, n);
                if (double.Abs(difference[n]) > margin && float.IsNegative(differences[n]) != attack[n])
                {
                    Assert.Fail($"{problem}: chunk {chunk}, sample {n}: expected the sign of {difference[n]:R}, found {differences[n]:R}");
                }

                if (row[n] == (float)gain[n])
                {
                    continue;
                }

                roundedOtherwise++;
                margin = KernelTolerances.GainBeforeRounding(n) * gain[n];
                if (row[n] != (float)(gain[n] - margin) && row[n] != (float)(gain[n] + margin))
                {
                    Assert.Fail($"{problem}: chunk {chunk}, sample {n}: expected {gain[n]:R}, found {row[n]:R}");
                }
            }
        }

        return (roundedOtherwise, arrays.Sweeps);
    }
}
