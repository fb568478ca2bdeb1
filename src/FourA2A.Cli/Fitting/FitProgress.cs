using FourA2A.Cli.Output;
using FourA2A.Experiment;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// Keeps each step of a fit and shows it. (<see cref="Progress{T}"/> would hand them on later, from another thread, out of order.)
/// </summary>
internal sealed class FitProgress(List<FitRecord> records, Action<double?, string> report) : IProgress<FitRecord>
{
    /// <inheritdoc/>
    public void Report(FitRecord value)
    {
        var attempt = value.Attempt == 0 ? string.Empty : $", restart {value.Attempt}";
        report(null, $"step {records.Count}{attempt}, ESR {Format.Esr(value.RelativeLoss)}");
        records.Add(value);
    }
}
