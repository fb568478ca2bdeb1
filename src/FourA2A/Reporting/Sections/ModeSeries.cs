using FourA2A.Audio;
using FourA2A.Reporting.Plots;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// A series for each mode, against the knob.
/// </summary>
internal static class ModeSeries
{
    /// <summary>
    /// One point a fit.
    /// </summary>
    /// <param name="sweep">The fits.</param>
    /// <param name="point">What to draw of one: its height, and what there is to say of it.</param>
    public static IEnumerable<PlotSeries> Of(SweepData sweep, Func<FittedSetting, PlotPoint> point)
        => sweep.Modes.Select(mode => new PlotSeries(
            UnitSetting.Word(mode),
            SeriesStyle.Of((int)mode),
            [.. sweep.Fits.Where(fit => fit.Setting.Mode == mode).Select(fit => point(fit) with { X = fit.Setting.PeakReduction })]));
}
