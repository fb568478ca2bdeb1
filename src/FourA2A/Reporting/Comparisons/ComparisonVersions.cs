using System.Xml.Linq;
using FourA2A.Experiment;
using FourA2A.Reporting.Html;

namespace FourA2A.Reporting.Comparisons;

/// <summary>
/// What was compared, and by what it was computed.
/// </summary>
internal static class ComparisonVersions
{
    /// <summary>The section.</summary>
    public static XElement Of(ComparisonData comparison)
    {
        var record = comparison.Record;
        return Markup.Section(
            "versions",
            "How it was made",
            Markup.Table(
                "How it was made",
                ["what", "value"],
                [
                    ["dry recording", record.Inputs.Dry.Path],
                    ["wet recording", record.Inputs.Wet.Path],
                    ["length, s", NumberText.Of((double)record.SampleCount / record.SampleRate)],
                    ["sample rate, Hz", $"{record.SampleRate}"],
                    ["polarity", record.Polarity < 0 ? "wet recording inverted" : "same"],
                    ["program", record.ProgramVersion],
                    [$"engine of {ModelNames.OnePole}", comparison.OnePole.Engine],
                    [$"engine of {ModelNames.ApproximateBallistics}", comparison.Approximate.Engine],
                    ["share of the time in attack passages", NumberText.Percent(record.AttackShare)],
                ]));
    }
}
