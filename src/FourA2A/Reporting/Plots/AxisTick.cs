namespace FourA2A.Reporting.Plots;

/// <summary>
/// A labelled place on an axis.
/// </summary>
internal readonly record struct AxisTick(double Value, string Label);
