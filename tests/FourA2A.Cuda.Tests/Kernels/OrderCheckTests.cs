namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The input of the scans' order check tells the right operator from the swapped one, at each level of the kernels.
/// </summary>
public sealed class OrderCheckTests
{
    public static TheoryData<ScanDirection, string> Swaps { get; } = new MatrixTheoryData<ScanDirection, string>(
        Enum.GetValues<ScanDirection>(), [.. LevelledScan.Levels.Select(level => level.Level)]);

    [Theory]
    [MemberData(nameof(Swaps))]
    public void SwappedOperator_IsSeen(ScanDirection direction, string level)
    {
        var (expected, steps) = Problem(direction);
        Assert.NotEqual(expected, LevelledScan.Run(steps, level));
    }

    [Theory]
    [InlineData(ScanDirection.Forward)]
    [InlineData(ScanDirection.Reversed)]
    public void RightOperator_IsExact(ScanDirection direction)
    {
        var (expected, steps) = Problem(direction);
        Assert.Equal(expected, LevelledScan.Run(steps, null));
        Assert.All(expected, y => Assert.Equal(y, (double)(float)y));
    }

    // In the order of the scan.
    private static (double[] Expected, AffineStep[] Steps) Problem(ScanDirection direction)
    {
        var problem = OnePoleScanTests.OrderCheck(direction, 1);
        var expected = problem.Reference(0).Result;
        var steps = new AffineStep[problem.Length];
        for (var n = 0; n < steps.Length; n++)
        {
            steps[n] = new(problem.Multipliers![n], problem.Values[n]);
        }

        if (direction == ScanDirection.Reversed)
        {
            expected.AsSpan().Reverse();
            steps.AsSpan().Reverse();
        }

        return (expected, steps);
    }
}
