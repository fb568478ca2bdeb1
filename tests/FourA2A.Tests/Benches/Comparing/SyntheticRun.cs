using FourA2A.Bench.Comparing;
using FourA2A.Bench.Rows;

namespace FourA2A.Tests.Benches.Comparing;

/// <summary>
/// Runs whose truth is known, disturbed as runs on shared machines are: bursts that add to single times and last for some, a drift over the run, a difference
/// between processes that does not show within one.
/// </summary>
internal sealed class SyntheticRun
{
    private const double Noise = 0.004;

    private const double Drift = 0.01;

    private const double BetweenProcesses = 0.005;

    private const double BurstBegins = 0.05;

    private const double BusyBurstBegins = 0.3;

    private const double BurstGoesOn = 0.7;

    private const double BurstAtMost = 0.5;

    private readonly Random random;

    public SyntheticRun(int seed) => random = new Random(seed);

    /// <summary>Times in a row.</summary>
    public int Times { get; init; } = 50;

    /// <summary>Whether other programs take the cores for half of the time.</summary>
    public bool IsBusy { get; init; }

    /// <summary>Clock in the file.</summary>
    public double? ClockGigahertz { get; init; } = 3.6;

    /// <summary>Rows of a run.</summary>
    public static RowKey[] Rows { get; } = [.. Enumerable.Range(0, 20).Select(n => new RowKey($"engine {n}", "fused", 16, 12))];

    /// <param name="factor">Factor on the time of each row.</param>
    public ResultFile Result(Func<RowKey, double> factor)
        => new("run.json", "hessian", "a processor", ClockGigahertz, Rows.ToDictionary(row => row, row => Row((1 + Array.IndexOf(Rows, row)) * factor(row))));

    /// <summary>A run that nothing slows down.</summary>
    public ResultFile Result() => Result(_ => 1);

    private double[] Row(double milliseconds)
    {
        var times = new double[Times];
        var level = milliseconds * (1 + (BetweenProcesses * Normal()));
        var drift = Drift * Normal();
        var burst = false;
        for (var n = 0; n < Times; n++)
        {
            burst = random.NextDouble() < (burst ? BurstGoesOn : IsBusy ? BusyBurstBegins : BurstBegins);
            times[n] = level * (1 + (Noise * Math.Abs(Normal())) + (drift * n / Times) + (burst ? BurstAtMost * random.NextDouble() : 0));
        }

        return times;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
