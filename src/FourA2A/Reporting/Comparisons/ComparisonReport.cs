using FourA2A.Experiment.Systems;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Sections;

namespace FourA2A.Reporting.Comparisons;

/// <summary>
/// The page of a comparison: one HTML file that needs nothing beside it.
/// </summary>
public static class ComparisonReport
{
    /// <summary>
    /// Makes the page of what lies in a folder. The same folder gives the same bytes.
    /// </summary>
    /// <param name="folder">A finished comparison.</param>
    /// <param name="path">The file to write; an earlier page there is replaced, any other file is not.</param>
    /// <exception cref="InputException">The folder is no finished comparison, one of its files cannot be read, or the page cannot be written.</exception>
    public static void Write(ComparisonFolder folder, string path)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Write(ComparisonData.Read(folder), path);
    }

    /// <summary>
    /// Makes the page. The same comparison gives the same bytes.
    /// </summary>
    /// <param name="comparison">What was found.</param>
    /// <param name="path">The file to write; an earlier page there is replaced, any other file is not.</param>
    /// <exception cref="InputException">The page cannot be written.</exception>
    internal static void Write(ComparisonData comparison, string path)
        => Page.Replace(
            path,
            comparison.Record.ProgramVersion,
            ComparisonHead.Title(comparison),
            ComparisonHead.Of(comparison),
            SystemSection.Of(comparison.Record.Systems),
            CurvesSection.Of(comparison),
            StaticCurveSection.Of(comparison),
            DescentSection.Of(comparison),
            ComparisonVersions.Of(comparison));
}
