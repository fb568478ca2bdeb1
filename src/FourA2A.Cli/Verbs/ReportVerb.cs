using System.CommandLine;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Sweeps;
using FourA2A.Reporting;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>report</c>: makes the report of a sweep anew, from what lies in its folder by now.
/// </summary>
internal sealed class ReportVerb : Verb
{
    private readonly PathArgument sweep = new("DIR", "Folder of a sweep, finished or not.");
    private readonly PathOption output = new("--output", "FILE", "File to write; by default report.html in the folder. An earlier report is replaced, any other file is not.", "-o");
    private readonly PathOption reference = new("--reference", "CURVE", "Draw a curve beside the sweep's own: a curve file, or la2a, the published one of an LA-2A.");

    public ReportVerb(Terminal terminal, CancellationToken cancellationToken)
        : base("report", "Makes the report of a sweep: one HTML file with plots, tables and the CSV behind each. sweep does so at its end; this adds what came later.", terminal, cancellationToken)
    {
        Add(sweep);
        Add(output);
        Add(reference);
    }

    public override string Examples =>
        """
          foura2a report unit.sweep
          foura2a report unit.sweep --reference la2a -o unit.html
        """;

    protected override int Run(ParseResult arguments)
    {
        var folder = new SweepFolder(arguments.GetRequiredValue(sweep));
        var curve = arguments.GetValue(reference) is { } name ? CurveFile.Read(name) : null;
        var path = arguments.GetValue(output) ?? folder.ReportPath;
        SweepReport.Write(folder, path, curve);
        Terminal.Line(path);
        return ExitCodes.Done;
    }
}
