namespace FourA2A.Simulation;

/// <summary>
/// A time in which the level of a <see cref="ProfileSignal"/> stays what it is.
/// </summary>
/// <param name="StartSeconds">Its beginning.</param>
/// <param name="LengthSeconds">Its length.</param>
/// <param name="LevelDb">RMS level in dB relative to full scale: a full-scale sine is at -3 dB.</param>
public readonly record struct ProfilePlateau(double StartSeconds, double LengthSeconds, double LevelDb)
{
    /// <summary>Its end.</summary>
    public double EndSeconds => StartSeconds + LengthSeconds;
}
