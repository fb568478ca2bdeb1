using System.Collections.Immutable;

namespace FourA2A.Reporting.Plots;

/// <summary>
/// Shaded stretches of the axis across.
/// </summary>
/// <param name="Name">What they are, in the legend.</param>
/// <param name="Stretches">From where to where, in the axis' quantity.</param>
internal sealed record PlotBands(string Name, ImmutableArray<(double From, double To)> Stretches);
