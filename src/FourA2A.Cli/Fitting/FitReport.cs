using System.Globalization;
using FourA2A.Cli.Output;
using FourA2A.Compressor;
using FourA2A.Experiment;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// The result of a fit in words and tables.
/// </summary>
internal static class FitReport
{
    /// <summary>Name of the file that a fit writes.</summary>
    public const string ResultFileName = "result.json";

    /// <summary>Name of the file that is left of a fit whose engine failed.</summary>
    public const string UnfinishedFileName = "unfinished.json";

    // In samples: what four digits show; at less, alignment changes no score.
    private const double SmallestDelay = 1e-3;

    /// <summary>The exit code that goes with a result.</summary>
    public static int ExitCode(ResultRecord result)
        => result.Status == FitRecords.StatusWord(FitStatus.Converged) ? ExitCodes.Done : ExitCodes.NotConverged;

    /// <summary>Prints parameters with their standard errors, and the outcome.</summary>
    public static void Print(Terminal terminal, FitResultRecord result, string? notice)
    {
        terminal.Table(
            1..3,
            ["parameter", "value", "standard error"],
            [.. Rows(result)]);
        terminal.Line();
        PrintOutcome(terminal, result, notice);
    }

    /// <summary>Prints quality, effort, what there is to say about the device, and hints.</summary>
    public static void PrintOutcome(Terminal terminal, FitResultRecord result, string? notice) => PrintOutcome(terminal, result, notice, Hints(result));

    /// <summary>The same for any model.</summary>
    public static void PrintOutcome(Terminal terminal, ResultRecord result, string? notice, IEnumerable<string> hints)
    {
        terminal.Line($"ESR {Format.Esr(result.Esr)}, {(result.Polarity < 0 ? "wet file inverted" : "same polarity")}.");
        if (Math.Abs(result.DelaySamples) >= SmallestDelay)
        {
            terminal.Line($"Without alignment: ESR {Format.Esr(result.EsrUnaligned)}. Difference in loudness dynamic range: {Format.Decibels(result.LoudnessDynamicRangeDifferenceDb)}.");
        }

        terminal.Line($"Status: {result.Status}. {result.StatusReason}");
        var audioSeconds = (double)result.SampleCount / result.SampleRate;
        terminal.Line(
            $"{Format.Count(result.Iterations, "iteration")}, {Format.Count(result.Restarts, "restart")}, {result.Seconds:0.00} s for {audioSeconds:0.00} s of audio ({audioSeconds / result.Seconds:0.0} x real time), {result.Engine}.");
        if (notice is not null)
        {
            terminal.Line(notice);
        }

        foreach (var hint in hints)
        {
            terminal.Line(hint);
        }
    }

    private static IEnumerable<string[]> Rows(FitResultRecord result)
        => Quantities(result.Parameters, result.DelaySamples)
            .Select(quantity => new[]
            {
                quantity.Heading,
                Number(quantity.Value),
                result.StandardErrors.GetValueOrDefault(quantity.Name) is { } error ? ErrorNumber(error) : Missing(result, quantity.Name),
            });

    /// <summary>The settings and the delay as a user knows them.</summary>
    public static IEnumerable<Quantity> Quantities(CompressorParameters parameters, double delaySamples) =>
    [
        new("threshold", "thresholdDb", parameters.ThresholdDb, "dB"),
        new("ratio", "ratio", parameters.Ratio, "to 1"),
        new("attack", "attackMs", parameters.AttackMs, "ms"),
        new("release", "releaseMs", parameters.ReleaseMs, "ms"),
        new("make-up", "makeUpDb", parameters.MakeUpDb, "dB"),
        new("delay", "delaySamples", delaySamples, "samples"),
    ];

    /// <summary>A number with the digits that a setting deserves.</summary>
    public static string Number(double value) => $"{value:0.0000;-0.0000;0.0000}";

    /// <summary>A standard error with the same digits.</summary>
    public static string ErrorNumber(double value) => value < 0.0001 ? "< 0.0001" : Number(value);

    private static string Missing(FitResultRecord result, string name)
        => result.NotIdentifiable.Any(other => other == name) ? "not identifiable" : "fixed";

    private static IEnumerable<string> Hints(FitResultRecord result)
    {
        var (parameters, ranges) = (result.Parameters, result.Ranges);
        foreach (var name in new ParameterSpace(ranges, result.SampleRate).AtEdge(parameters))
        {
            yield return name switch
            {
                "ratio" => RatioHint(parameters.Ratio, ranges.MinimumRatio, ranges.MaximumRatio),
                "attackMs" => TimeHint("attack", parameters.AttackMs, ranges.MinimumAttackMs, ranges.MaximumAttackMs, ParameterLimits.TimeMs),
                _ => TimeHint("release", parameters.ReleaseMs, ranges.MinimumReleaseMs, ranges.MaximumReleaseMs, ParameterLimits.TimeMs),
            };
        }

        if (result.NotIdentifiable.Length > 0)
        {
            yield return "Hint: use recordings that drive the compressor harder, with pauses in which it recovers.";
        }
    }

    /// <summary>What to do about a ratio at an end of its range.</summary>
    public static string RatioHint(double value, double from, double to) => EdgeHint("ratio", value, from, to, ParameterLimits.Ratio);

    /// <summary>What to do about an attack or a release at an end of its range, within the limits of its model.</summary>
    public static string TimeHint(string name, double value, double from, double to, (double Minimum, double Maximum) limits) => EdgeHint(name, value, from, to, limits);

    private static string EdgeHint(string name, double value, double from, double to, (double Minimum, double Maximum) limits)
    {
        var isUpper = value * value > from * to;
        if (!isUpper && name == "ratio")
        {
            return "Hint: a ratio of 1 is no compression; check that the wet file is the compressor's output.";
        }

        var (end, wider) = isUpper
            ? ("upper", (From: from, To: Math.Min(RoundNumber(10 * to), limits.Maximum)))
            : ("lower", (From: Math.Max(RoundNumber(from / 10), limits.Minimum), To: to));
        return wider == (from, to)
            ? $"Hint: {name} is at the {end} end of its range, which is that of the model."
            : $"Hint: {name} is at the {end} end of its range; widen it with --{name}-range {wider.From}:{wider.To}.";
    }

    // Two digits are enough for a proposal, and leave no trace of binary fractions.
    private static double RoundNumber(double value)
        => double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
