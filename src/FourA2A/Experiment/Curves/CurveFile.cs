using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Files;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// Curves as JSON files, and the built-in curve <c>la2a</c>.
/// </summary>
public static class CurveFile
{
    /// <summary>Version of the format, in the field <c>version</c>.</summary>
    public const int Version = 1;

    /// <summary>What stands for the built-in curve where a curve file is asked for: <c>la2a</c>.</summary>
    public const string BuiltInName = PublishedCurve.Name;

    /// <summary>
    /// The curve of a file, or a built-in one.
    /// </summary>
    /// <param name="pathOrName">A curve file, or <c>la2a</c>. The name always stands for the built-in curve; a file of that name in the
    /// current folder is <c>./la2a</c>.</param>
    /// <exception cref="InputException">It cannot be read, or is no curve.</exception>
    public static ParameterCurve Read(string pathOrName)
    {
        if (pathOrName == BuiltInName)
        {
            return PublishedCurve.Read();
        }

        if (Directory.Exists(pathOrName))
        {
            throw new InputException($"{pathOrName}: found a folder, expected a curve file; pass the curve.json in the folder of a sweep.");
        }

        var record = JsonFile.Read(
            pathOrName,
            CurveJsonContext.Default.CurveRecord,
            "a curve file",
            $"pass a sweep's curve.json or {BuiltInName}, the built-in curve");
        if (record.Version != Version)
        {
            throw new InputException($"{pathOrName}: version: found {record.Version}, expected {Version}, the only one that this program knows; sweep again.");
        }

        var modes = record.Modes.ToImmutableSortedDictionary(
            mode => Mode(mode.Key) ?? throw new InputException($"{pathOrName}: modes: found '{mode.Key}', expected compress or limit; correct the file."),
            mode => mode.Value.Select((point, index) => point is null
                ? throw new InputException($"{pathOrName}: modes.{mode.Key}[{index}]: found null, expected a point; correct the file.")
                : Point(point)).ToImmutableArray());
        if (modes.Values.All(points => points.IsEmpty))
        {
            throw new InputException($"{pathOrName}: modes: found no point, expected at least one; correct the file.");
        }

        CurveCheck.Check(pathOrName, modes);
        return new ParameterCurve(record.Name, modes, record.Source ?? string.Empty);
    }

    /// <summary>
    /// Writes the curve file of a sweep in the place of an earlier one. The same curve gives the same bytes.
    /// </summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Replace(string path, ParameterCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var modes = curve.Modes.ToDictionary(
            mode => UnitSetting.Word(mode.Key),
            mode => mode.Value.Select(CurvePointRecord? (point) => Record(point)).ToImmutableArray(),
            StringComparer.Ordinal);
        JsonFile.Replace(
            path,
            new CurveRecord { Version = Version, ProgramVersion = FitRecords.ProgramVersion, Name = curve.Name, Source = curve.Source, Modes = modes },
            CurveJsonContext.Default.CurveRecord);
    }

    private static LevellingMode? Mode(string word)
        => Enum.GetValues<LevellingMode>().Where(mode => UnitSetting.Word(mode) == word).Select(mode => (LevellingMode?)mode).SingleOrDefault();

    private static CurvePoint Point(CurvePointRecord point) => new()
    {
        PeakReduction = point.PeakReduction,
        Parameters = point.Parameters,
        StandardErrors = point.StandardErrors ?? ImmutableDictionary<string, double?>.Empty,
        NotIdentifiable = point.NotIdentifiable ?? [],
        Esr = point.Esr,
    };

    // In one order, whatever that of the dictionary.
    private static CurvePointRecord Record(CurvePoint point) => new(
        point.PeakReduction,
        point.Parameters,
        CurveCheck.Names.Where(point.StandardErrors.ContainsKey).ToDictionary(name => name, name => point.StandardErrors[name], StringComparer.Ordinal),
        point.NotIdentifiable,
        point.Esr);
}
