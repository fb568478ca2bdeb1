using FourA2A.Experiment.Sweeps;

namespace FourA2A.Reporting;

/// <summary>
/// The report of a sweep: one HTML file that needs nothing beside it.
/// </summary>
public static class SweepReport
{
    /// <summary>
    /// Makes the report of what lies in a sweep's folder.
    /// </summary>
    /// <param name="folder">The sweep, finished or not.</param>
    /// <param name="path">The file to write; an earlier report there is replaced.</param>
    /// <exception cref="InputException">The folder is no sweep, or the file cannot be written.</exception>
    public static void Write(SweepFolder folder, string path) => throw new NotSupportedException($"{folder.FolderPath} {path}");
}
