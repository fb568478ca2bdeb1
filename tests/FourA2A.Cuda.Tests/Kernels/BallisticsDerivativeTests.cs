using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The derivatives of the ballistics on a card: each against its serial recursion in double, then against one another and against finite
/// differences. One subclass per card.
/// </summary>
public abstract class BallisticsDerivativeTests(Card card, ITestOutputHelper output) : IDisposable
{
    // Relative step of central differences: their error is of the order of its square.
    private const double Step = 1e-4;

    private static readonly (int Chunks, int Length)[] Shapes =
        [(3, 63), (16, 64), (17, 65), (1, 1), (109, 130), (1, 4095), (1, 4096), (3, 4097), (1, 8191), (1, 8193), (1, (3 * 4096) + 700)];

    private BallisticsKernels? kernels;
    private double worst;

    public static TheoryData<TargetKind, double, double> Cases => BallisticsTests.Cases;

    public static TheoryData<double, double> Times => BallisticsProblem.Times;

    private BallisticsKernels Kernels => kernels ??= new(card.Context);

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Derivatives_MatchTheSerialOnes(TargetKind kind, double attackMs, double releaseMs)
    {
        card.Reschedule(1);
        foreach (var (chunks, length) in Shapes)
        {
            using var ladder = Ladder(kind, attackMs, releaseMs, chunks, length);
            MatchesSerial(ladder);
        }

        output.WriteLine($"Largest error: {worst:F3} of the bound.");
    }

    [SkippableFact]
    public void Derivatives_16Chunks()
    {
        using var ladder = Ladder(TargetKind.Programme, 1, 200, 16, 44_100);
        MatchesSerial(ladder);
        output.WriteLine($"Largest error: {worst:F3} of the bound.");
    }

    [SkippableTheory]
    [MemberData(nameof(Times))]
    public void Vjp_MatchesFiniteDifferences(double attackMs, double releaseMs)
    {
        using var ladder = Ladder(TargetKind.Programme, attackMs, releaseMs, 2, 5000);
        double expected = 0;
        for (var chunk = 0; chunk < 2; chunk++)
        {
            var gains = Array.ConvertAll([Step, -Step], step => ladder.FrozenForward(chunk, step));
            expected += ladder.V(chunk).Select((v, n) => v * (gains[0][n] - gains[1][n]) / (2 * Step)).Sum();
        }

        Close(expected, ladder.Contract(ladder.Vjp.F, ladder.Vjp.Sums), ladder.VjpScale(), KernelTolerances.BallisticsLadder);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void JvpAndVjp_AreTransposed(TargetKind kind, double attackMs, double releaseMs)
    {
        using var ladder = Ladder(kind, attackMs, releaseMs, 3, 5000);
        double expected = 0;
        for (var chunk = 0; chunk < 3; chunk++)
        {
            expected += ladder.V(chunk).Zip(ladder.Problem.Doubles(ladder.GTangent, chunk), (v, tangent) => v * tangent).Sum();
        }

        Close(expected, ladder.Contract(ladder.Vjp.F, ladder.Vjp.Sums), ladder.VjpScale(), KernelTolerances.BallisticsLadder);
    }

    [SkippableTheory]
    [MemberData(nameof(Times))]
    public void JvpOfVjp_MatchesDifferencesOfTheVjp(double attackMs, double releaseMs)
    {
        using var ladder = Ladder(TargetKind.Programme, attackMs, releaseMs, 2, 5000);
        var expectedSums = new double[2];
        var sumScales = new double[2];
        for (var chunk = 0; chunk < 2; chunk++)
        {
            var ends = Array.ConvertAll([Step, -Step], step => ladder.FrozenVjp(chunk, step));
            var scales = ladder.JvpOfVjpReference(chunk);
            var found = ladder.Problem.Row(ladder.JvpOfVjp.F, chunk);
            for (var n = 0; n < found.Length; n++)
            {
                Close((ends[0].F[n] - ends[1].F[n]) / (2 * Step), found[n], scales.FScale[n], KernelTolerances.BallisticsLadder);
            }

            for (var branch = 0; branch < 2; branch++)
            {
                expectedSums[branch] += (ends[0].Sums[branch] - ends[1].Sums[branch]) / (2 * Step);
                sumScales[branch] += scales.SumScales[branch];
            }
        }

        for (var branch = 0; branch < 2; branch++)
        {
            Close(expectedSums[branch], ladder.JvpOfVjp.Sums[branch], sumScales[branch], KernelTolerances.BallisticsLadder);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void SecondDerivative_IsSymmetric(TargetKind kind, double attackMs, double releaseMs)
    {
        // L = sum v g with v constant: its second derivative along two directions, taken in either order.
        using var one = Ladder(kind, attackMs, releaseMs, 3, 5000, constantCotangent: true);
        using var other = one.AlongAnotherDirection();
        Close(
            one.Contract(other.JvpOfVjp.F, other.JvpOfVjp.Sums), other.Contract(one.JvpOfVjp.F, one.JvpOfVjp.Sums),
            one.JvpOfVjpScale(other) + other.JvpOfVjpScale(one), KernelTolerances.BallisticsLadder);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void JvpOfJvp_ContractsLikeTheJvpOfTheVjp(TargetKind kind, double attackMs, double releaseMs)
    {
        // L = sum v g with v constant: L_ij = sum v g_ij, which is also the change along i of the gradient's product with direction j.
        using var one = Ladder(kind, attackMs, releaseMs, 3, 5000, constantCotangent: true);
        using var other = one.AlongAnotherDirection();
        var gSecond = one.JvpOfJvp(other, null);
        double expected = 0;
        for (var chunk = 0; chunk < 3; chunk++)
        {
            expected += one.V(chunk).Zip(one.Problem.Doubles(gSecond, chunk), (v, second) => v * second).Sum();
        }

        Close(expected, other.Contract(one.JvpOfVjp.F, one.JvpOfVjp.Sums), one.JvpOfVjpScale(other), KernelTolerances.BallisticsLadder);
    }

    [SkippableFact]
    public void Derivatives_NullIsZero()
    {
        using var ladder = Ladder(TargetKind.Programme, 1, 200, 3, 4096 + 77);
        foreach (var (zeros, nulls) in ladder.WithoutTangents(asZeros: true).Zip(ladder.WithoutTangents(asZeros: false)))
        {
            KernelAssert.SameBits(zeros, nulls);
        }
    }

    [SkippableFact]
    public void Derivatives_SameBitsWhateverTheSchedule()
    {
        using var expected = Ladder(TargetKind.Programme, 1, 200, 5, (3 * 4096) + 99);
        var expectedSecond = expected.JvpOfJvp(expected, null);
        foreach (int? residentBlocks in new int?[] { 1, 3, null })
        {
            foreach (int? quantum in new int?[] { 1, 13, null })
            {
                card.Reschedule(residentBlocks, quantum);
                using var found = Ladder(TargetKind.Programme, 1, 200, 5, (3 * 4096) + 99);
                KernelAssert.SameBits(expected.GTangent, found.GTangent);
                KernelAssert.SameBits(expected.Vjp.Adjoint, found.Vjp.Adjoint);
                KernelAssert.SameBits(expected.Vjp.F, found.Vjp.F);
                KernelAssert.SameBits(expected.JvpOfVjp.F, found.JvpOfVjp.F);
                KernelAssert.SameBits(expectedSecond, found.JvpOfJvp(found, null));
                Assert.Equal(expected.Vjp.Sums, found.Vjp.Sums);
                Assert.Equal(expected.JvpOfVjp.Sums, found.JvpOfVjp.Sums);
            }
        }
    }

    public void Dispose()
    {
        kernels?.Dispose();
        GC.SuppressFinalize(this);
    }

    private BallisticsLadder Ladder(TargetKind kind, double attackMs, double releaseMs, int chunks, int length, bool constantCotangent = false)
        => new(card.Context, Kernels, new(kind, BallisticsProblem.FromMilliseconds(attackMs, releaseMs), chunks, length), constantCotangent);

    private void MatchesSerial(BallisticsLadder ladder)
    {
        var problem = ladder.Problem;
        using var other = ladder.AlongAnotherDirection();
        var fSecond = problem.Uniform();
        var gSecond = ladder.JvpOfJvp(other, fSecond);
        var vjpSums = new BallisticsCotangents(0);
        var jvpOfVjpSums = new BallisticsCotangents(0);
        for (var chunk = 0; chunk < problem.Rows.Chunks; chunk++)
        {
            var jvp = ladder.JvpReference(chunk);
            var vjp = ladder.VjpReference(chunk);
            var jvpOfVjp = ladder.JvpOfVjpReference(chunk);
            Matches("JVP", problem, ladder.GTangent, chunk, jvp.Tangent, jvp.Scale);
            Matches("adjoint", problem, ladder.Vjp.Adjoint, chunk, vjp.Adjoint, vjp.AdjointScale);
            Matches("VJP", problem, ladder.Vjp.F, chunk, vjp.F, vjp.FScale);
            Matches("JVP of VJP", problem, ladder.JvpOfVjp.F, chunk, jvpOfVjp.F, jvpOfVjp.FScale);
            var jvpOfJvp = ladder.JvpOfJvpReference(other, fSecond, chunk);
            Matches("JVP of JVP", problem, gSecond, chunk, jvpOfJvp.Second, jvpOfJvp.Scale);
            for (var branch = 0; branch < 2; branch++)
            {
                vjpSums.Add(branch == 0, vjp.Sums[branch], vjp.SumScales[branch]);
                jvpOfVjpSums.Add(branch == 0, jvpOfVjp.Sums[branch], jvpOfVjp.SumScales[branch]);
            }
        }

        for (var branch = 0; branch < 2; branch++)
        {
            Close(vjpSums.Sums[branch], ladder.Vjp.Sums[branch], vjpSums.SumScales[branch], KernelTolerances.BallisticsSum);
            Close(jvpOfVjpSums.Sums[branch], ladder.JvpOfVjp.Sums[branch], jvpOfVjpSums.SumScales[branch], KernelTolerances.BallisticsSum);
        }
    }

    private void Matches(string what, BallisticsProblem problem, float[] result, int chunk, double[] expected, double[] scale)
    {
        var largest = scale.Max();
        var found = problem.Row(result, chunk);
        for (var n = 0; n < found.Length; n++)
        {
            var bound = KernelTolerances.BallisticsDerivative(scale[n], largest, problem.Rows.Length);
            worst = double.Max(worst, KernelAssert.Share(found[n], expected[n], bound, $"{what}, {problem}", chunk, n));
        }
    }

    private void Close(double expected, double found, double scale, double tolerance)
    {
        // Scale and difference are zero where there is nothing to derive; 1e-40 is below the smallest normal float.
        var share = double.Abs(found - expected) / ((tolerance * scale) + 1e-40);
        Assert.True(share <= 1, $"Expected {expected:R} within {tolerance:E2} of {scale:E2}, found {found:R} ({share:F2} of it)");
        worst = double.Max(worst, share);
    }
}
