using FourA2A.Cli.Output;
using FourA2A.Experiment;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// Shows each step of a fit. (<see cref="Progress{T}"/> would hand them on later, from another thread, out of order.)
/// </summary>
internal sealed class FitProgress(Action<double?, string> report) : IProgress<FitRecord>
{
    private int steps;

    /// <inheritdoc/>
    public void Report(FitRecord value)
    {
        var attempt = value.Attempt == 0 ? string.Empty : $", restart {value.Attempt}";
        report(null, $"step {steps++}{attempt}, ESR {Format.Esr(value.RelativeLoss)}");
    }
}
