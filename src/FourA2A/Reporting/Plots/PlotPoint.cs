namespace FourA2A.Reporting.Plots;

/// <summary>
/// A point of a plot.
/// </summary>
/// <param name="X">Across.</param>
/// <param name="Y">Up.</param>
/// <param name="Error">Standard error of <paramref name="Y"/>; NaN where there is none.</param>
/// <param name="Note">What else to say of the point, or empty. A point with a note is drawn hollow.</param>
/// <param name="StartsLine">Whether the line to the point before is left out.</param>
internal readonly record struct PlotPoint(double X, double Y, double Error = double.NaN, string Note = "", bool StartsLine = false)
{
    /// <summary>Whether it can be drawn.</summary>
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y);
}
