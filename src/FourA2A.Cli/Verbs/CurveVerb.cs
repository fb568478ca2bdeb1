using System.Collections.Immutable;
using System.CommandLine;
using FourA2A.Audio;
using FourA2A.Cli.Fitting;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Compressor;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Sweeps;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>curve</c>: the settings of a unit against its knob, between its points, and how well they stand in for settings left out.
/// </summary>
internal sealed class CurveVerb : Verb
{
    private readonly PathArgument path = new($"SWEEP|CURVE|{CurveFile.BuiltInName}", "Folder of a sweep, a curve file, or the built-in curve of an LA-2A.");

    private readonly ModeOption mode = new();

    private readonly NumbersOption positions = new(
        "--at", "POSITION...", (0, 100), "Print the settings at these positions of the peak reduction knob, 0 to 100, instead of the curve.");

    private readonly InterpolationOption interpolation = new();
    private readonly PathOption csv = new("--csv", "FILE", "Also write what the curve says, at the positions of --at or in steps of a half, to a new CSV file.");

    private readonly Option<bool> withoutLeftOut = new("--no-left-out")
    {
        Description = "Without the left-out test: every second setting of a sweep, interpolated from the others, against its recording.",
    };

    public CurveVerb(Terminal terminal, CancellationToken cancellationToken)
        : base(
            "curve",
            "Prints the settings found in a sweep against the peak reduction knob, the settings in between, and how well the curve renders settings left out of it.",
            terminal,
            cancellationToken)
    {
        Add(path);
        Add(mode);
        Add(positions);
        Add(interpolation);
        Add(csv);
        Add(withoutLeftOut);
    }

    public override string Examples =>
        """
          foura2a curve unit.sweep
          foura2a curve unit.sweep --at 42.5 63.5 --mode limit
          foura2a curve la2a --csv la2a-spline.csv --interpolation not-a-knot
        """;

    protected override int Run(ParseResult arguments)
    {
        var csvPath = NewFile(arguments, csv);
        var given = arguments.GetRequiredValue(path);
        var sweep = given != CurveFile.BuiltInName && Directory.Exists(given) ? new SweepFolder(given) : null;
        if (sweep is not null && !File.Exists(sweep.CurvePath))
        {
            throw new InputException($"{given}: found no {Path.GetFileName(sweep.CurvePath)}, expected the folder of a sweep with at least one fit; sweep first.");
        }

        var whole = CurveFile.Read(sweep?.CurvePath ?? given);
        var curve = mode.ValueIn(arguments) is { } one
            ? new ParameterCurve(whole.Name, new Dictionary<LevellingMode, ImmutableArray<CurvePoint>> { [one] = whole.PointsOf(one) }, whole.Source)
            : whole;
        var asked = arguments.GetValue(positions) is { Length: > 0 } found ? found : null;
        var settings = asked is null
            ? curve.Modes.Keys.SelectMany(mode => CurveTables.Positions(curve, mode))
            : curve.Modes.Keys.SelectMany(mode => asked.Select(position => new UnitSetting(mode, position)));
        var between = interpolation.ValueIn(arguments);
        if (asked is not null)
        {
            PrintAt(curve, settings, between);
        }
        else
        {
            PrintPoints(curve);
            if (sweep is not null && !arguments.GetValue(withoutLeftOut))
            {
                LeaveOut(whole, sweep, [.. curve.Modes.Keys]);
            }
        }

        // Last, so that a test that is stopped has left no file.
        if (csvPath is not null)
        {
            CurveTables.Settings(curve, settings, between).WriteNew(csvPath);
        }

        return ExitCodes.Done;
    }

    private void PrintAt(ParameterCurve curve, IEnumerable<UnitSetting> settings, CurveInterpolation between)
    {
        string[][] rows = [.. settings.Select(setting => (string[])[.. Knobs(setting), .. Numbers(curve.At(setting, between))])];
        Terminal.Table(1.., Headings(), rows);
    }

    private void PrintPoints(ParameterCurve curve)
    {
        Terminal.Line(curve.Source.Length > 0 ? $"{curve.Name}: {curve.Source}." : $"{curve.Name}:");
        var points = curve.Modes.SelectMany(mode => mode.Value.Select(point => (Setting: new UnitSetting(mode.Key, point.PeakReduction), Point: point))).ToList();
        Terminal.Table(
            1..,
            [.. Headings(), "ESR, %"],
            [.. points.Select(row => (string[])[.. Knobs(row.Setting), .. Numbers(row.Point.Parameters), Percent(row.Point.Esr)])]);
        if (points.Exists(row => row.Point.StandardErrors.Count > 0))
        {
            Terminal.Line();
            Terminal.Line("Standard errors:");
            Terminal.Table(
                1..,
                Headings(),
                [.. points.Select(row => (string[])[.. Knobs(row.Setting), .. UnconstrainedParameters.Names.Select(name => Error(row.Point, name))])]);
        }
    }

    // The file has both modes, whatever is printed.
    private void LeaveOut(ParameterCurve curve, SweepFolder sweep, LevellingMode[] printed)
    {
        var (rows, findings) = Terminal.WithProgress(
            "Left-out test", report => LeftOutTest.Run(curve, sweep, share => report(share, string.Empty), CancellationToken));
        if (rows.IsEmpty)
        {
            Terminal.Warn(findings.IsEmpty
                ? "no left-out test: found fewer than three settings in each mode, expected more."
                : $"no left-out test: none of {Format.Count(findings.Length, "recording")} can be used; {findings[0]}");
            return;
        }

        foreach (var finding in findings)
        {
            Terminal.Warn(finding);
        }

        CurveTables.LeftOut(rows).Replace(sweep.LeftOutPath);
        Terminal.Line();
        Terminal.Line("Every second setting, interpolated from the others; ESR in %:");
        CurveInterpolation[] order = [CurveInterpolation.Linear, CurveInterpolation.Monotone, CurveInterpolation.NotAKnot];
        Terminal.Table(
            1..,
            ["mode", "peak reduction", "fitted", .. order.Select(interpolation => interpolation.Word())],
            [
                .. rows.Where(row => printed.Contains(row.Setting.Mode)).GroupBy(row => row.Setting).Select(setting => (string[])
                [
                    .. Knobs(setting.Key),
                    Percent(setting.First().EsrFitted),
                    .. order.Select(interpolation => Percent(setting.Single(row => row.Interpolation == interpolation).Esr)),
                ]),
            ]);
        Terminal.Line($"Written: {sweep.LeftOutPath}");
    }

    private static string[] Headings()
        => ["mode", "peak reduction", .. Quantities(CompressorParameters.PublishedStart).Select(quantity => quantity.Heading)];

    private static string[] Knobs(UnitSetting setting) => [setting.ModeWord, $"{setting.PeakReduction}"];

    private static IEnumerable<string> Numbers(CompressorParameters parameters)
        => Quantities(parameters).Select(quantity => FitReport.Number(quantity.Value));

    // Without the delay, which is the recording's and not the unit's.
    private static IEnumerable<Quantity> Quantities(CompressorParameters parameters) => FitReport.Quantities(parameters, 0).SkipLast(1);

    private static string Percent(double esr) => double.IsFinite(esr) ? $"{100 * esr:0.0000}" : "-";

    private static string Error(CurvePoint point, string name)
        => point.NotIdentifiable.Contains(name, StringComparer.Ordinal)
            ? "not identifiable"
            : point.StandardErrors.GetValueOrDefault(name) is { } error ? FitReport.ErrorNumber(error) : "-";
}
