using FourA2A.Cli.Output;
using FourA2A.Experiment;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// What <c>fit</c> works on and where its result goes, whatever the model.
/// </summary>
/// <param name="Terminal">Where warnings, progress and results go.</param>
/// <param name="Files">The recordings.</param>
/// <param name="DelaySamples">A delay to keep; null to estimate it.</param>
/// <param name="Folder">Folder of the result.</param>
/// <param name="JsonPath">Where a copy goes; null for none.</param>
/// <param name="Cancellation">Signals Ctrl-C.</param>
internal sealed record FitJob(Terminal Terminal, PairFiles Files, double? DelaySamples, OutputFolder Folder, string? JsonPath, CancellationToken Cancellation)
{
    /// <summary>Where the result goes.</summary>
    public string ResultPath => Folder.File(FitReport.ResultFileName);

    /// <summary>
    /// Writes the result and its copy; the folder stays.
    /// </summary>
    /// <param name="writeNew">Writes a new file of this path.</param>
    public void Write(Action<string> writeNew)
    {
        writeNew(ResultPath);
        Folder.Keep();
        if (JsonPath is not null)
        {
            writeNew(JsonPath);
        }
    }
}
