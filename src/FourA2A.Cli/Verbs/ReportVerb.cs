using System.CommandLine;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Sweeps;
using FourA2A.Experiment.Systems;
using FourA2A.Reporting;
using FourA2A.Reporting.Comparisons;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>report</c>: makes the report of a sweep or a comparison anew, from what lies in its folder by now.
/// </summary>
internal sealed class ReportVerb : Verb
{
    private readonly PathArgument directory = new("DIR", "Folder of a sweep, finished or not, or of a finished comparison.");
    private readonly PathOption output = new("--output", "FILE", "File to write; by default report.html in the folder. An earlier report is replaced, any other file is not.", "-o");
    private readonly PathOption reference = new("--reference", "CURVE", "Draw a curve beside that of a sweep: a curve file, or la2a, the published one of an LA-2A.");

    public ReportVerb(Terminal terminal, CancellationToken cancellationToken)
        : base("report", "Makes the report of a sweep or a comparison: one HTML file with plots, tables and the CSV behind each. sweep and compare do so at their end; this adds what came later.", terminal, cancellationToken)
    {
        Add(directory);
        Add(output);
        Add(reference);
    }

    public override string Examples =>
        """
          foura2a report unit.sweep
          foura2a report unit.sweep --reference la2a -o unit.html
          foura2a report song-wet.comparison
        """;

    protected override int Run(ParseResult arguments)
    {
        var folderPath = arguments.GetRequiredValue(directory);
        var curve = arguments.GetValue(reference) is { } name ? CurveFile.Read(name) : null;
        var comparison = new ComparisonFolder(folderPath);
        var sweep = new SweepFolder(folderPath);
        var path = arguments.GetValue(output) ?? sweep.ReportPath;
        if (!File.Exists(comparison.RecordPath))
        {
            SweepReport.Write(sweep, path, curve);
        }
        else if (curve is null)
        {
            ComparisonReport.Write(comparison, path);
        }
        else
        {
            throw new InputException($"{folderPath}: found a comparison, expected a sweep beside {reference.Name}; leave out {reference.Name}.");
        }

        Terminal.Line(path);
        return ExitCodes.Done;
    }
}
