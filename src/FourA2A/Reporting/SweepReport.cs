using FourA2A.Experiment;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Sweeps;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Sections;

namespace FourA2A.Reporting;

/// <summary>
/// The report of a sweep: one HTML file that needs nothing beside it.
/// </summary>
public static class SweepReport
{
    /// <summary>
    /// Makes the report of what lies in a sweep's folder. The same folder gives the same bytes.
    /// </summary>
    /// <param name="folder">The sweep, finished or not.</param>
    /// <param name="path">The file to write; an earlier report there is replaced, any other file is not.</param>
    /// <param name="reference">A curve to draw beside the sweep's own; null for none.</param>
    /// <exception cref="InputException">The folder is no sweep, one of its files cannot be read, or the report cannot be written.</exception>
    public static void Write(SweepFolder folder, string path, ParameterCurve? reference = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(path);
        var sweep = SweepData.Read(folder, reference);
        Page.Replace(
            path,
            FitRecords.ProgramVersion,
            HeadSection.Title(sweep),
            HeadSection.Of(sweep),
            CurveSection.Of(sweep),
            ScoreSection.Of(sweep),
            SystemSection.Of(sweep.Systems),
            ConvergenceSection.Of(sweep),
            StartSection.Of(sweep),
            LeftOutSection.Of(sweep),
            GainSection.Of(sweep),
            TroubleSection.Of(sweep),
            TableSection.Of(sweep),
            VersionSection.Of(sweep));
    }
}
