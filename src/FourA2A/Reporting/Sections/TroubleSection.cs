using System.Xml.Linq;
using FourA2A.Reporting.Html;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// What failed, and what a user should look at.
/// </summary>
internal static class TroubleSection
{
    private const string Converged = "converged";

    /// <summary>The section; nothing where all is well.</summary>
    public static XElement? Of(SweepData sweep)
    {
        object[] failed = [.. Failed(sweep)];
        object[] doubtful = [.. sweep.Fits.Where(fit => fit.Fit.Status != Converged).Select(fit => $"{fit.Setting.Name}: {fit.Fit.Status}. {fit.Fit.StatusReason}")];
        object[] findings = [.. sweep.Fits.SelectMany(fit => fit.Fit.Findings.Select(finding => $"{fit.Setting.Name}: {finding}"))];
        return failed.Length + doubtful.Length + findings.Length == 0 ? null : Markup.Section(
            "trouble",
            "To look at",
            List("Not fitted", failed),
            List("Fits with a reservation", doubtful),
            List("About the recordings", findings));
    }

    // A setting without a result that the summary knows.
    private static IEnumerable<string> Failed(SweepData sweep)
    {
        if (sweep.Summary is not { } summary)
        {
            return [];
        }

        var fitted = sweep.Fits.Select(fit => fit.Setting.Name).ToHashSet(StringComparer.Ordinal);
        return summary.Column("mode")
            .Zip(summary.Column("peak_reduction"), (mode, reduction) => $"{mode}-{reduction}")
            .Zip(summary.Column("status"), summary.Column("message"))
            .Where(row => !fitted.Contains(row.First))
            .Select(row => row.Third.Length > 0 ? $"{row.First}: {row.Third}" : $"{row.First}: {row.Second}");
    }

    private static IEnumerable<XElement> List(string heading, object[] items)
        => items.Length == 0 ? [] : [Markup.Html("h3", heading), Markup.List(items)];
}
