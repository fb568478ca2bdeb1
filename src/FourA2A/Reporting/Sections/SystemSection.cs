using System.Collections.Immutable;
using System.Xml.Linq;
using FourA2A.Experiment.Systems;
using FourA2A.Reporting.Html;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// What two systems make of one pair of recordings, side by side.
/// </summary>
internal static class SystemSection
{
    /// <summary>The section; nothing where nothing was compared.</summary>
    public static XElement? Of(ImmutableArray<SystemRow>? systems) => systems is not { IsEmpty: false } rows ? null : Markup.Section(
        "systems",
        "Two systems on one pair",
        Markup.Paragraph(
            "Both are measured over the whole file, at the delay that stands in the table. Attack and release are 10-90 % rise times of the one-pole model and lengths of "
            + "moving averages of approximate ballistics. The loudness residual is the level in windows of 5 ms, estimate less target, by its magnitude; windows more "
            + "than 50 dB below the loudest do not count. Outside attack are the windows outside the attack passages of the approximate-ballistics fit."),
        Markup.Table(
            "Two systems on one pair",
            ["figure", .. rows.Select(row => row.Model)],
            [
                .. SystemFigure.All.Select(figure => rows.Select(row => NumberText.Fixed(figure, row)).Prepend(figure.Label)),
                rows.Select(row => row.Status).Prepend("status"),
            ]),
        Notes(rows));

    // What a word in a cell cannot say.
    private static XElement? Notes(ImmutableArray<SystemRow> rows)
    {
        object[] notes =
        [
            .. rows.Select(row => $"{row.Model}: {row.StatusReason}"),
            .. rows.Where(row => row.Undetermined.Length > 0).Select(row => $"{row.Model}: these settings are not determined: {string.Join(", ", row.Undetermined)}."),
        ];
        return Markup.List(notes);
    }
}
