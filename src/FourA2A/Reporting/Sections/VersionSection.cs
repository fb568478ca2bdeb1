using System.Xml.Linq;
using FourA2A.Experiment;
using FourA2A.Reporting.Html;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// What was asked for, and by what it was computed.
/// </summary>
internal static class VersionSection
{
    /// <summary>The section.</summary>
    public static XElement Of(SweepData sweep) => Markup.Section(
        "versions",
        "How it was made",
        Markup.Table(
            "How it was made",
            ["what", "value"],
            [
                ["data set", sweep.Options.DataSet],
                ["random starts", sweep.Options.RandomStarts],
                .. Distinct("program of the fits", sweep, fit => fit.ProgramVersion),
                ["program of this report", FitRecords.ProgramVersion],
                .. Distinct("engine", sweep, fit => fit.Engine),
                .. Distinct("second derivatives", sweep, fit => fit.Hessian),
                .. Distinct("sample rate, Hz", sweep, fit => $"{fit.SampleRate}"),
            ]));

    private static IEnumerable<object[]> Distinct(string name, SweepData sweep, Func<FitResultRecord, string> value)
        => sweep.Fits.Length == 0 ? [] : [[name, string.Join(", ", sweep.Fits.Select(fit => value(fit.Fit)).Distinct(StringComparer.Ordinal))]];
}
