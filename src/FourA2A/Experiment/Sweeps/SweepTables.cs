using System.Collections.Immutable;
using System.Text.Json;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Curves;
using FourA2A.Files;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// What is made from the results of a sweep: summary, curve, and the table of random starts.
/// </summary>
public static class SweepTables
{
    private static readonly ImmutableArray<string> Quantities = [.. UnconstrainedParameters.Names, CompressorFit.DelayName];

    /// <summary>
    /// One row for every setting. Standard errors are empty where not identifiable, all numbers of a failure are.
    /// <c>newton_iterations</c> are the accepted steps that go back to the first start, those of the delay's refinement included and those
    /// of confirming starts not; <c>line_search_steps</c> are the step lengths tried on that way beyond the first of each step.
    /// </summary>
    public static CsvTable Summary(IEnumerable<SettingOutcome> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var table = new CsvTable(
        [
            "mode", "peak_reduction", "status",
            .. Quantities.Select(Column),
            .. Quantities.Select(name => $"{Column(name)}_standard_error"),
            "esr", "esr_unaligned", "delta_ldr_db",
            "newton_iterations", "line_search_steps", "restarts",
            "load_s", "fit_s", "measure_s",
            "not_identifiable", "message",
        ]);
        foreach (var (setting, result, failure) in settings)
        {
            ImmutableArray<string> knobs = [setting.ModeWord, CsvTable.Cell(setting.PeakReduction)];
            if (result is null)
            {
                var empty = Enumerable.Repeat(string.Empty, table.Header.Length - knobs.Length - 2);
                table.Add([.. knobs, "failed", .. empty, failure ?? string.Empty]);
                continue;
            }

            var (iterations, trials) = Effort(result);
            table.Add(
            [
                .. knobs, result.Status,
                .. Values(result.Parameters), CsvTable.Cell(result.DelaySamples),
                .. Quantities.Select(name => CsvTable.Cell(result.StandardErrors.GetValueOrDefault(name) ?? double.NaN)),
                CsvTable.Cell(result.Esr), CsvTable.Cell(result.EsrUnaligned), CsvTable.Cell(result.LoudnessDynamicRangeDifferenceDb),
                $"{iterations}", $"{trials}", $"{result.Restarts}",
                CsvTable.Cell(result.Times.Load), CsvTable.Cell(result.Times.Fit), CsvTable.Cell(result.Times.Measure),
                string.Join(' ', result.NotIdentifiable), string.Join(' ', result.Findings),
            ]);
        }

        return table;
    }

    /// <summary>
    /// The settings found against the knob.
    /// </summary>
    /// <param name="name">What to call the curve.</param>
    /// <param name="settings">Settings by rising peak reduction; those without a result are left out.</param>
    /// <param name="source">Where the recordings come from, in words; empty for those of a unit.</param>
    public static ParameterCurve Curve(string name, IEnumerable<SettingOutcome> settings, string source = "")
        => new(
            name,
            settings
                .Where(setting => setting.Result is not null)
                .GroupBy(setting => setting.Setting.Mode)
                .ToImmutableSortedDictionary(mode => mode.Key, mode => mode.Select(setting => Point(setting.Setting, setting.Result!)).ToImmutableArray()),
            source);

    /// <summary>Where random starts began and ended.</summary>
    public static CsvTable Starts(ImmutableArray<RandomStart> starts)
    {
        var names = UnconstrainedParameters.Names;
        var table = new CsvTable(
        [
            "start",
            .. names.Select(name => $"start_{Column(name)}"),
            .. names.Select(name => $"end_{Column(name)}"),
            "delay_samples", "relative_loss", "status",
        ]);
        foreach (var (number, start) in starts.Index())
        {
            table.Add(
            [
                $"{number + 1}", .. Values(start.Start), .. Values(start.End),
                CsvTable.Cell(start.DelaySamples), CsvTable.Cell(start.RelativeLoss),
                FitRecords.StatusWord(start.Converged ? FitStatus.Converged : FitStatus.NotConverged),
            ]);
        }

        return table;
    }

    /// <summary>Accepted steps on the way from the first start, and step lengths tried beyond the first of each.</summary>
    public static (int Iterations, int LineSearchSteps) Effort(FitResultRecord result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var (iterations, trials) = (0, 0);
        for (var n = 1; n < result.IterationRecords.Length; n++)
        {
            // A run begins with its start, number 0.
            var (before, step) = (result.IterationRecords[n - 1], result.IterationRecords[n]);
            if (step is { Attempt: 0, Iteration: > 0 })
            {
                iterations++;
                trials += step.Evaluations - before.Evaluations - 1;
            }
        }

        return (iterations, trials);
    }

    private static CurvePoint Point(UnitSetting setting, FitResultRecord result)
        => new()
        {
            PeakReduction = setting.PeakReduction,
            Parameters = result.Parameters,
            StandardErrors = UnconstrainedParameters.Names.ToImmutableSortedDictionary(name => name, result.StandardErrors.GetValueOrDefault, StringComparer.Ordinal),
            NotIdentifiable = result.NotIdentifiable,
            Esr = result.Esr,
        };

    private static string Column(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static IEnumerable<string> Values(CompressorParameters parameters)
        => new[] { parameters.ThresholdDb, parameters.Ratio, parameters.AttackMs, parameters.ReleaseMs, parameters.MakeUpDb }.Select(CsvTable.Cell);
}
