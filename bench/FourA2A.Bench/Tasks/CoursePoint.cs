namespace FourA2A.Bench.Tasks;

/// <summary>
/// A moment of a fit.
/// </summary>
/// <param name="Seconds">Since its beginning.</param>
/// <param name="Esr">Error-to-signal ratio of the settings at that moment.</param>
/// <param name="SpectrogramLoss">Multi-scale spectrogram loss of them.</param>
internal sealed record CoursePoint(double Seconds, double Esr, double SpectrogramLoss);
