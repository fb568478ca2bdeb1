using System.Xml.Linq;
using FourA2A.Audio;
using FourA2A.Experiment.Evaluations;
using FourA2A.Files;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Plots;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// ESR and loudness dynamic range against the knob, by method.
/// </summary>
internal static class ScoreSection
{
    private const string ThisSweep = "this sweep";

    private static readonly AxisQuantity Esr = new("ESR, %", "esr_percent");
    private static readonly AxisQuantity RangeDifference = new("dLDR, dB", "delta_ldr_db");

    /// <summary>The section; nothing where nothing is fitted.</summary>
    public static XElement? Of(SweepData sweep) => sweep.Fits.Length == 0 ? null : Markup.Section(
        "scores",
        "Error and loudness range by method",
        Markup.Paragraph("ESR is the energy of the error over that of the target, both pre-emphasised: 0 % is equality, 100 % as wrong as silence. dLDR is the loudness dynamic range of the estimate less that of the target: above 0 dB it is less compressed."),
        Scores(sweep).Any(score => score.Method.EndsWith(PublishedScores.NameEnd, StringComparison.Ordinal))
            ? Markup.Paragraph($"Published: {PublishedScores.Source}. Beside other recordings they are a reference, no comparison.")
            : null,
        sweep.Scores is null ? Markup.Paragraph(Markup.Class("missing"), "Other methods: ", Markup.Code("foura2a evaluate METHOD... DATASET -o SWEEP/scores.csv"), " adds them.") : null,
        Markup.Plots([
            .. sweep.Modes.Select(mode => ByMethod(sweep, mode, "esr", "ESR", Esr, score => 100 * score.Esr)),
            .. sweep.Modes.Select(mode => ByMethod(sweep, mode, "dldr", "dLDR", RangeDifference, score => score.RangeDifferenceDb)),
            Alignment(sweep),
        ]));

    private static LinePlot ByMethod(SweepData sweep, LevellingMode mode, string name, string title, AxisQuantity quantity, Func<Score, double> value)
        => LinePlot.Of(
            $"{name}-{UnitSetting.Word(mode)}",
            $"{title}, {UnitSetting.Word(mode)}",
            AxisQuantity.PeakReduction,
            quantity,
            [
                .. Scores(sweep)
                    .GroupBy(score => score.Method, StringComparer.Ordinal)
                    .Select((method, n) => new PlotSeries(
                        method.Key,
                        SeriesStyle.Of(n),
                        [.. method.Where(score => score.Mode == UnitSetting.Word(mode)).OrderBy(score => score.PeakReduction).Select(score => new PlotPoint(score.PeakReduction, value(score)))]))
                    .Where(series => series.Drawn.Any()),
            ]);

    private static LinePlot Alignment(SweepData sweep) => LinePlot.Of(
        "alignment",
        "What the alignment is worth",
        AxisQuantity.PeakReduction,
        Esr,
        [
            .. ModeSeries.Of(sweep, fit => new PlotPoint(0, 100 * fit.Fit.Esr)),
            .. ModeSeries.Of(sweep, fit => new PlotPoint(0, 100 * fit.Fit.EsrUnaligned))
                .Select((series, n) => new PlotSeries($"{series.Name}, files as recorded", SeriesStyle.Of(n + 2) with { Dashed = true }, series.Points)),
        ]);

    // The sweep may have been evaluated as a method of its own, under the name of its folder: that is this sweep.
    private static IEnumerable<Score> Scores(SweepData sweep)
        => sweep.Fits
            .Select(fit => new Score(ThisSweep, fit.Setting.ModeWord, fit.Setting.PeakReduction, fit.Fit.Esr, fit.Fit.LoudnessDynamicRangeDifferenceDb))
            .Concat(sweep.Scores is { } table ? Scores(table).Where(score => score.Method != sweep.Name) : []);

    private static IEnumerable<Score> Scores(CsvTable table)
    {
        var (reductions, esr, rangeDifferences) = (table.Numbers("peak_reduction"), table.Numbers("esr"), table.Numbers("delta_ldr_db"));
        return table.Column("method").Zip(table.Column("mode")).Select((knobs, row) => new Score(knobs.First, knobs.Second, reductions[row], esr[row], rangeDifferences[row]));
    }

    private readonly record struct Score(string Method, string Mode, double PeakReduction, double Esr, double RangeDifferenceDb);
}
