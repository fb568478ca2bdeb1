using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Experiment.Sweeps;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// The published left-out test: every second setting of a curve is interpolated from the others, the times in milliseconds, and
/// compared with what was fitted there. It tells how well a curve renders settings that nobody recorded.
/// </summary>
/// <remarks>
/// Left out of each mode are the second, the fourth, ... point, but not the last one: a curve is not extended beyond its ends. Of 40, 45,
/// ..., 100 these are 45, 55, ..., 95. Source: Yu &amp; Fazekas 2025, who interpolate linearly and by the not-a-knot spline.
/// </remarks>
public static class LeftOutTest
{
    /// <summary>
    /// The left-out settings as each interpolation has them, not measured.
    /// </summary>
    /// <returns>By mode, peak reduction and interpolation; none of a mode with fewer than three points.</returns>
    public static ImmutableArray<LeftOutRow> Interpolate(ParameterCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var others = new ParameterCurve(
            curve.Name,
            curve.Modes.ToDictionary(mode => mode.Key, mode => mode.Value.Where((_, index) => !IsLeftOut(index, mode.Value.Length)).ToImmutableArray()));
        return
        [
            .. from mode in curve.Modes
               from point in mode.Value.Where((_, index) => IsLeftOut(index, mode.Value.Length))
               let setting = new UnitSetting(mode.Key, point.PeakReduction)
               from interpolation in Enum.GetValues<CurveInterpolation>()
               select new LeftOutRow(setting, interpolation, others.Interpolate(setting, interpolation), double.NaN, point.Esr),
        ];
    }

    /// <summary>
    /// Renders the recordings of the left-out settings with the interpolated parameters. A recording is read in blocks, so that
    /// memory does not grow with its length; settings are measured side by side on all cores.
    /// </summary>
    /// <param name="curve">The curve of a sweep.</param>
    /// <param name="folder">The sweep, whose results say where the recordings are, and their delay and polarity.</param>
    /// <param name="report">Told the share of the work that is done, from several threads.</param>
    /// <param name="cancellation">Stops it between two renderings.</param>
    /// <returns>The measured rows, and one line for each setting that could not be measured and has none.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static (ImmutableArray<LeftOutRow> Rows, ImmutableArray<string> Findings) Run(
        ParameterCurve curve, SweepFolder folder, Action<double> report, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(report);
        var settings = Interpolate(curve).GroupBy(row => row.Setting).Select(rows => rows.ToArray()).ToArray();
        var findings = new string?[settings.Length];
        var (done, count) = (0, settings.Sum(rows => rows.Length));
        Parallel.For(0, settings.Length, new ParallelOptions { CancellationToken = cancellation }, index =>
        {
            var rows = settings[index];
            var setting = rows[0].Setting;
            try
            {
                using var recording = LeftOutRecording.Open(folder.ResultPath(setting));
                for (var n = 0; n < rows.Length; n++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    rows[n] = rows[n] with { Esr = recording.Esr(rows[n].Parameters) };
                    report((double)Interlocked.Increment(ref done) / count);
                }
            }
            catch (Exception exception) when (exception is InputException or IOException or UnauthorizedAccessException)
            {
                findings[index] = $"{setting.Name} cannot be left out: {exception.Message}";
            }
        });

        return ([.. settings.Where((_, index) => findings[index] is null).SelectMany(rows => rows)], [.. findings.OfType<string>()]);
    }

    private static bool IsLeftOut(int index, int count) => index % 2 == 1 && index < count - 1;
}
