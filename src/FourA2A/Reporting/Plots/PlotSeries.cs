using System.Collections.Immutable;

namespace FourA2A.Reporting.Plots;

/// <summary>
/// Points that belong together.
/// </summary>
/// <param name="Name">Name in legend and table.</param>
/// <param name="Style">How they are drawn.</param>
/// <param name="Points">The points in the order of the line through them; those that are not finite are left out.</param>
internal sealed record PlotSeries(string Name, SeriesStyle Style, ImmutableArray<PlotPoint> Points)
{
    /// <summary>The points that are drawn, each a row of the plot's table.</summary>
    public IEnumerable<PlotPoint> Drawn => Points.Where(point => point.IsFinite);
}
