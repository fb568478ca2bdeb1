namespace FourA2A.Reporting.Plots;

/// <summary>
/// What an axis shows.
/// </summary>
/// <param name="Label">Name and unit for people: <c>attack, ms</c>.</param>
/// <param name="Column">The same in a table: <c>attack_ms</c>.</param>
internal sealed record AxisQuantity(string Label, string Column)
{
    /// <summary>The knob.</summary>
    public static AxisQuantity PeakReduction { get; } = new("peak reduction, 0..100", "peak_reduction");
}
