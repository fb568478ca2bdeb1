using System.Diagnostics;
using FourA2A.Cli.Output;
using FourA2A.Experiment.ApproximateFits;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// Shows where a fit of the approximate-ballistics model is, with the time left if it goes to its limit.
/// </summary>
/// <param name="maximumIterations">The limit.</param>
/// <param name="bar">Where the bar goes: a fraction and a text.</param>
internal sealed class ApproximateProgress(int maximumIterations, Action<double?, string> bar) : IProgress<ApproximateFitProgress>
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int? first;

    /// <inheritdoc/>
    public void Report(ApproximateFitProgress value)
    {
        first ??= value.Iteration - 1;
        var left = watch.Elapsed * ((double)(maximumIterations - value.Iteration) / (value.Iteration - first.Value));
        bar(
            (double)value.Iteration / maximumIterations,
            $"iteration {value.Iteration}, loss {value.Loss:0.00000}, lowest {value.BestLoss:0.00000} {value.Iteration - value.BestIteration} ago, {Format.Left(left)} at most");
    }
}
