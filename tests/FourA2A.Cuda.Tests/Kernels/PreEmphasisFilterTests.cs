using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The pre-emphasis and its transpose on a card against the CPU engine's filter. One subclass per card.
/// </summary>
public abstract class PreEmphasisFilterTests(Card card, ITestOutputHelper output) : IDisposable
{
    private PreEmphasisFilter? filter;

    public static TheoryData<ScanDirection, int> Shapes { get; } = new MatrixTheoryData<ScanDirection, int>(
        Enum.GetValues<ScanDirection>(), [1, 3, 4, 5, 127, 129, 511, 513, 4095, 4096, 4097, 8191, 8193]);

    private PreEmphasisFilter Filter => filter ??= new(card.Context);

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Filter_MatchesTheEngines(ScanDirection direction, int length)
    {
        Matches(ScanProblem.WithConstant(direction, 0, 1, length, length));
        Matches(ScanProblem.WithConstant(direction, 0, 17, length, length));
    }

    [SkippableTheory]
    [InlineData(ScanDirection.Forward)]
    [InlineData(ScanDirection.Reversed)]
    public void Filter_MatchesTheEngines_16ChunksOf12Seconds(ScanDirection direction)
        => Matches(ScanProblem.WithConstant(direction, 0, 16, 529_200));

    [SkippableTheory]
    [InlineData(ScanDirection.Forward)]
    [InlineData(ScanDirection.Reversed)]
    public void Filter_OfAConstantDecaysToNothing(ScanDirection direction)
    {
        var problem = ScanProblem.WithConstant(direction, 0, 2, 30_000);
        for (var chunk = 0; chunk < problem.Chunks; chunk++)
        {
            problem.Row(problem.Values, chunk).Fill(0.25f);
        }

        Matches(problem);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(4097)]
    [InlineData(44_100)]
    public void FilterTransposed_IsTheTransposeOfTheFilter(int length)
    {
        var u = ScanProblem.WithConstant(ScanDirection.Forward, 0, 3, length, 1);
        var v = ScanProblem.WithConstant(ScanDirection.Reversed, 0, 3, length, 2);
        var pu = Run(u);
        var ptv = Run(v);
        for (var chunk = 0; chunk < u.Chunks; chunk++)
        {
            // <P u, v> = <u, P^T v>; each side is wrong by its samples' errors at most.
            var (expected, scale) = Reference(u, chunk);
            var (expectedTransposed, scaleTransposed) = Reference(v, chunk);
            double left = 0, right = 0, bound = 0, largest = scale.Max(), largestTransposed = scaleTransposed.Max();
            for (var n = 0; n < length; n++)
            {
                double un = u.Row(u.Values, chunk)[n], vn = v.Row(v.Values, chunk)[n];
                left += u.Row(pu, chunk)[n] * vn;
                right += un * v.Row(ptv, chunk)[n];
                bound += (double.Abs(vn) * KernelTolerances.PreEmphasis(expected[n], scale[n], largest, length))
                    + (double.Abs(un) * KernelTolerances.PreEmphasis(expectedTransposed[n], scaleTransposed[n], largestTransposed, length));
            }

            Assert.InRange(left - right, -bound, bound);
        }
    }

    [SkippableTheory]
    [InlineData(ScanDirection.Forward)]
    [InlineData(ScanDirection.Reversed)]
    public void Filter_InPlaceAndAnyScheduleGiveTheSameBits(ScanDirection direction)
    {
        var problem = ScanProblem.WithConstant(direction, 0, 3, 20_000);
        var expected = Run(problem);
        for (var run = 0; run < 8; run++)
        {
            card.Reschedule(1 + run, 1 + (10 * run));
            KernelAssert.SameBits(expected, Run(problem, inPlace: run % 2 == 0));
        }
    }

    public void Dispose()
    {
        filter?.Dispose();
        GC.SuppressFinalize(this);
    }

    private static (double[] Result, double[] ScaleBefore) Reference(ScanProblem problem, int chunk)
    {
        var result = new double[problem.Length];
        var scale = new double[problem.Length];
        SerialReference.PreEmphasis(problem.Direction, problem.Row(problem.Values, chunk), result, scale);
        return (result, scale);
    }

    private void Matches(ScanProblem problem)
    {
        var found = Run(problem);
        var worst = 0.0;
        for (var chunk = 0; chunk < problem.Chunks; chunk++)
        {
            var (expected, scale) = Reference(problem, chunk);
            var largest = scale.Max();
            for (var n = 0; n < problem.Length; n++)
            {
                var bound = KernelTolerances.PreEmphasis(expected[n], scale[n], largest, problem.Length);
                worst = double.Max(worst, KernelAssert.Share(problem.Row(found, chunk)[n], expected[n], bound, problem, chunk, n));
            }
        }

        output.WriteLine($"Largest error: {worst:F3} of the bound.");
    }

    private float[] Run(ScanProblem problem, bool inPlace = false)
    {
        using var arrays = new ScanArrays(card.Context, problem.Values.Length);
        return arrays.Run(problem, inPlace, (stream, source, result, rows) =>
        {
            if (problem.Direction == ScanDirection.Forward)
            {
                Filter.Apply(stream, source, result, rows);
            }
            else
            {
                Filter.ApplyTransposed(stream, source, result, rows);
            }
        });
    }
}
