namespace FourA2A.Compressor;

/// <summary>
/// Second stage of the side chain: the static curve, a hard knee at the threshold.
/// </summary>
/// <param name="ThresholdDb">Threshold CT in dB.</param>
/// <param name="Slope"><c>s = 1 - 1/R</c>, 0 &lt;= s &lt; 1.</param>
public readonly record struct GainComputer(double ThresholdDb, double Slope)
{
    /// <summary>
    /// Whether a level is compressed, <c>L &gt; CT</c>. At the threshold itself it is not.
    /// </summary>
    public bool IsActive(double levelDb) => levelDb > ThresholdDb;

    /// <summary>
    /// <c>c = min(0, s (CT - L))</c>: the gain in dB, 0 or negative.
    /// </summary>
    public double GainDb(double levelDb) => double.Min(0, Slope * (ThresholdDb - levelDb));
}
