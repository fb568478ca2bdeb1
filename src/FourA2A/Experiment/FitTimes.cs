namespace FourA2A.Experiment;

/// <summary>
/// Where the wall-clock time of a fit went, in seconds.
/// </summary>
/// <param name="Load">Reading, checking and aligning the files.</param>
/// <param name="Fit">The fit, with its uploads.</param>
/// <param name="Measure">Scoring the result over the whole file.</param>
public sealed record FitTimes(double Load, double Fit, double Measure)
{
    /// <summary>All of it, from file to result.</summary>
    public double Total => Load + Fit + Measure;
}
