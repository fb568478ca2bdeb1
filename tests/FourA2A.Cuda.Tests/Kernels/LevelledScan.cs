namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// An inclusive scan in the kernels' levels, each of which can be given the operator with its arguments swapped: what an input must
/// be able to tell from the right result, to be worth testing with.
/// </summary>
internal static class LevelledScan
{
    /// <summary>How many of a level make one of the next: samples of a lane, lanes of a row, rows of a tile, tiles of a chunk.</summary>
    public static (string Level, int Width)[] Levels { get; } =
        [("lane", 4), ("row", 32), ("tile", 32), ("chunk", int.MaxValue)];

    /// <summary>The scan's values; the operator is swapped at one level, or nowhere.</summary>
    public static double[] Run(AffineStep[] steps, string? swappedLevel)
    {
        var scanned = steps.ToArray();
        Scan(scanned, 0, swappedLevel);
        return Array.ConvertAll(scanned, step => step.Value);
    }

    private static void Scan(Span<AffineStep> steps, int level, string? swappedLevel)
    {
        var (name, width) = Levels[level];
        AffineStep Combine(AffineStep a, AffineStep b) => name == swappedLevel ? b.Then(a) : a.Then(b);

        var groups = new AffineStep[(int)(((long)steps.Length + width - 1) / width)];
        for (var n = 0; n < steps.Length; n++)
        {
            steps[n] = n % width == 0 ? steps[n] : Combine(steps[n - 1], steps[n]);
            groups[n / width] = steps[n];
        }

        if (level + 1 == Levels.Length)
        {
            return;
        }

        Scan(groups, level + 1, swappedLevel);
        for (var n = width; n < steps.Length; n++)
        {
            steps[n] = groups[(n / width) - 1].Then(steps[n]);
        }
    }
}
