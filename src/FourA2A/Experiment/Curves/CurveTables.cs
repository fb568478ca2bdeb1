using System.Collections.Immutable;
using System.Text.Json;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Files;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// Curves as tables.
/// </summary>
public static class CurveTables
{
    private static readonly ImmutableArray<string> Columns =
        ["mode", "peak_reduction", "interpolation", .. UnconstrainedParameters.Names.Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>
    /// Positions close enough to draw a curve by: its points, and every half in between.
    /// </summary>
    public static IEnumerable<UnitSetting> Positions(ParameterCurve curve, LevellingMode mode)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var points = curve.PointsOf(mode).Select(point => point.PeakReduction).ToArray();
        return Enumerable.Range(0, 201)
            .Select(halves => halves / 2.0)
            .Where(position => position > points[0] && position < points[^1])
            .Union(points)
            .Order()
            .Select(position => new UnitSetting(mode, position));
    }

    /// <summary>
    /// What a curve says at positions of the knobs.
    /// </summary>
    /// <exception cref="InputException">The curve does not have a mode, or ends before a position.</exception>
    public static CsvTable Settings(ParameterCurve curve, IEnumerable<UnitSetting> settings, CurveInterpolation interpolation)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(settings);
        var table = new CsvTable(Columns);
        foreach (var setting in settings)
        {
            table.Add([.. Cells(setting, interpolation, curve.Interpolate(setting, interpolation))]);
        }

        return table;
    }

    /// <summary>
    /// The left-out test.
    /// </summary>
    public static CsvTable LeftOut(IEnumerable<LeftOutRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var table = new CsvTable([.. Columns, "esr", "esr_fitted"]);
        foreach (var row in rows)
        {
            table.Add([.. Cells(row.Setting, row.Interpolation, row.Parameters), CsvTable.Cell(row.Esr), CsvTable.Cell(row.EsrFitted)]);
        }

        return table;
    }

    private static IEnumerable<string> Cells(UnitSetting setting, CurveInterpolation interpolation, CompressorParameters parameters) =>
    [
        setting.ModeWord,
        CsvTable.Cell(setting.PeakReduction),
        interpolation.Word(),
        .. ParameterLimits.Of(parameters).Select(parameter => CsvTable.Cell(parameter.Value)),
    ];
}
