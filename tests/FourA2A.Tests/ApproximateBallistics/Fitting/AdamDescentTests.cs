using FourA2A.ApproximateBallistics.Fitting;

namespace FourA2A.Tests.ApproximateBallistics.Fitting;

public sealed class AdamDescentTests
{
    private static readonly double[] Start = [1, 3];

    // A valley with a flat floor around 2 in one coordinate and its lowest point outside the range in the other; a third does nothing.
    private static double Valley(ReadOnlySpan<double> point, Span<double> gradient)
    {
        gradient.Clear();
        gradient[0] = Math.Abs(point[0] - 2) > 0.1 ? Math.Sign(point[0] - 2) : 0;
        gradient[1] = point[1] - 5;
        return Math.Max(Math.Abs(point[0] - 2), 0.1) + (0.5 * gradient[1] * gradient[1]);
    }

    [Fact]
    public void Patience_EndsIt_AtThePointOfLowestLoss()
    {
        var descent = new AdamDescent(Valley, [.. Start, 1.0], new(10_000, Patience: 50), rate: 0.013);
        var (lowest, losses) = (double.PositiveInfinity, 0);
        descent.Run(at =>
        {
            lowest = Math.Min(lowest, at.Loss);
            losses++;
        });
        Assert.Equal(DescentEnd.Patience, descent.End);
        Assert.Equal(50, descent.Iteration - descent.Best.Iteration);
        Assert.Equal(losses, descent.Iteration + 1);
        Assert.Equal(lowest, descent.Best.Loss);
        Assert.Equal(lowest, Valley(descent.Best.Point.AsSpan(), new double[3]));
        Assert.Equal(2, descent.Best.Point[0], 0.1);
        Assert.Equal(ScaledCoordinates.Travel, descent.Best.Point[1]);
        Assert.Equal([true, true, false], descent.WasActive);
    }

    [Fact]
    public void IterationLimit_EndsIt()
    {
        var descent = new AdamDescent(Valley, Start, new(MaximumIterations: 250));
        descent.Run();
        Assert.Equal(DescentEnd.IterationLimit, descent.End);
        Assert.Equal(250, descent.Iteration);
        Assert.Equal([0, 100, 200], descent.Rows.Select(row => row.Iteration));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(163)]
    public void Cancelled_GoesOnToTheSameBits(int iteration)
    {
        var criteria = new DescentCriteria(2000, 60);
        var whole = new AdamDescent(Valley, Start, criteria, rate: 0.007);
        whole.Run();

        using var cancellation = new CancellationTokenSource();
        var first = new AdamDescent(Valley, Start, criteria, rate: 0.007);
        Assert.Throws<OperationCanceledException>(() => first.Run(
            at =>
            {
                if (at.Iteration == iteration)
                {
                    cancellation.Cancel();
                }
            },
            cancellation.Token));
        var second = new AdamDescent(Valley, first.State, criteria, rate: 0.007);
        second.Run();
        AssertSame(whole.State, second.State);

        // Going on from the end changes nothing.
        var third = new AdamDescent(Valley, second.State, criteria, rate: 0.007);
        third.Run();
        AssertSame(whole.State, third.State);
    }

    private static void AssertSame(DescentState expected, DescentState actual)
    {
        Assert.Equal((expected.Iteration, expected.End, expected.Best.Iteration, expected.Best.Loss), (actual.Iteration, actual.End, actual.Best.Iteration, actual.Best.Loss));
        Assert.Equal<double>(expected.Point, actual.Point);
        Assert.Equal<double>(expected.Adam.FirstMoments, actual.Adam.FirstMoments);
        Assert.Equal<double>(expected.Adam.SecondMoments, actual.Adam.SecondMoments);
        Assert.Equal(expected.Rows.Select(row => (row.Iteration, row.Loss)), actual.Rows.Select(row => (row.Iteration, row.Loss)));
    }
}
