using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Fitting;
using FourA2A.Cli.Output;
using FourA2A.Compressor;
using FourA2A.Experiment.ApproximateFits;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// The result of a fit of the approximate-ballistics model in words and tables.
/// </summary>
internal static class ApproximateReport
{
    /// <summary>Prints the settings beside those of the start, and the outcome.</summary>
    public static void Print(Terminal terminal, ApproximateResultRecord result)
    {
        terminal.Table(
            1..3,
            ["parameter", "value", "start", ""],
            [.. Quantities(result.Parameters).Zip(Quantities(result.Start), (found, start) => new[]
            {
                found.Heading,
                FitReport.Number(found.Value),
                FitReport.Number(start.Value),
                result.NotIdentifiable.Contains(found.Name, StringComparer.Ordinal) ? "not identifiable" : "",
            })]);
        terminal.Line();
        var best = result.IterationRecords.MinBy(row => row.Loss)!;
        terminal.Line(
            $"Spectrogram loss {result.SpectrogramLoss:0.00000} over the whole file; in the fit from {result.IterationRecords[0].Loss:0.00000} to {best.Loss:0.00000}. Delay {FitReport.Number(result.DelaySamples)} samples.");
        FitReport.PrintOutcome(terminal, result, notice: null, Hints(result));
    }

    /// <summary>The settings as a user knows them.</summary>
    public static IEnumerable<Quantity> Quantities(ApproximateParameters parameters) =>
    [
        new("threshold", "thresholdDb", parameters.ThresholdDb, "dB"),
        new("ratio", "ratio", parameters.Ratio, "to 1"),
        new("knee", "kneeDb", parameters.KneeDb, "dB"),
        new("make-up", "makeUpDb", parameters.MakeUpDb, "dB"),
        new("attack", "attackMs", parameters.AttackMs, "ms"),
        new("release", "releaseMs", parameters.ReleaseMs, "ms"),
        new("smoothing", "smoothingMs", parameters.SmoothingMs, "ms"),
    ];

    private static IEnumerable<string> Hints(ApproximateResultRecord result)
    {
        var (parameters, ranges) = (result.Parameters, result.Ranges);
        var coordinates = new ScaledCoordinates(ranges);
        foreach (var name in coordinates.AtEdge(coordinates.FromSettings(parameters)))
        {
            var hint = name switch
            {
                "ratio" => FitReport.RatioHint(parameters.Ratio, ranges.MinimumRatio, ranges.MaximumRatio),
                "attackMs" => FitReport.TimeHint("attack", parameters.AttackMs, ranges.MinimumAttackMs, ranges.MaximumAttackMs, ParameterLimits.AverageMs),
                "releaseMs" => FitReport.TimeHint("release", parameters.ReleaseMs, ranges.MinimumReleaseMs, ranges.MaximumReleaseMs, ParameterLimits.AverageMs),
                _ => null,
            };
            if (hint is not null)
            {
                yield return hint;
            }
        }
    }
}
