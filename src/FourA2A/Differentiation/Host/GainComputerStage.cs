using System.Collections.Immutable;
using FourA2A.Compressor;
using static FourA2A.Compressor.ModelConstants;
using static FourA2A.Differentiation.Host.SymbolicZero;

namespace FourA2A.Differentiation.Host;

/// <summary>
/// <c>f = 10^(c/20)</c>, <c>c = min(0, s (CT - L))</c>. Where <c>L &gt; CT</c> it is <c>f = exp(q)</c> with <c>q = k s (CT - L)</c>, <c>k = ln 10 / 20</c>, and
/// <c>q' = k s (CT' - L') + k (CT - L) s'</c>; elsewhere every derivative is 0.
/// </summary>
/// <param name="sums">The chain's.</param>
internal sealed class GainComputerStage(double[] sums) : IStage<double[]>
{
    private GainComputer gainComputer;
    private double[] level = [];
    private double[] gain = [];
    private double[] cotangent = [];

    /// <inheritdoc/>
    public ImmutableArray<int> Parameters => [CoreParameters.Threshold, CoreParameters.SlopeIndex];

    /// <inheritdoc/>
    public void Forward(CoreParameters parameters, double[] x, double[] y)
    {
        (level, gain) = (x, y);
        gainComputer = new GainComputer(parameters.ThresholdDb, parameters.Slope);
        for (var n = 0; n < x.Length; n++)
        {
            y[n] = Decibels.ToAmplitude(gainComputer.GainDb(x[n]));
        }
    }

    /// <summary><c>f' = f q'</c>.</summary>
    public void Jvp(StageTangent<double[]> tangent, double[] yTangent)
    {
        for (var n = 0; n < yTangent.Length; n++)
        {
            yTangent[n] = ActiveGain(n) * First(tangent, n);
        }
    }

    /// <summary>With <c>w = f fbar</c>: <c>Lbar = -k s w</c>, <c>CTbar = sum k s w</c>, <c>sbar = sum k (CT - L) w</c>.</summary>
    public void Vjp(double[] yCotangent, double[]? xCotangent, int sums)
    {
        cotangent = yCotangent;
        var (ofThreshold, ofSlope) = (0.0, 0.0);
        for (var n = 0; n < yCotangent.Length; n++)
        {
            var w = NepersPerDecibel * ActiveGain(n) * yCotangent[n];
            if (xCotangent is not null)
            {
                xCotangent[n] = -gainComputer.Slope * w;
            }

            ofThreshold += gainComputer.Slope * w;
            ofSlope += ToThreshold(n) * w;
        }

        Leave(sums, ofThreshold, ofSlope);
    }

    /// <summary>
    /// With <c>w' = f fbar' + f' fbar</c>: <c>Lbar' = -k (s w' + s' w)</c>, <c>CTbar' = sum k (s w' + s' w)</c>, <c>sbar' = sum k ((CT - L) w' + (CT' - L') w)</c>.
    /// </summary>
    public void JvpOfVjp(StageTangent<double[]> tangent, double[] yCotangentTangent, double[]? xCotangentTangent, int sums)
    {
        var slopeTangent = tangent.Theta[CoreParameters.SlopeIndex];
        var (ofThreshold, ofSlope) = (0.0, 0.0);
        for (var n = 0; n < yCotangentTangent.Length; n++)
        {
            var w = NepersPerDecibel * ActiveGain(n) * cotangent[n];
            var wTangent = NepersPerDecibel * ((ActiveGain(n) * yCotangentTangent[n]) + (At(tangent.Y, n) * cotangent[n]));
            var bySlope = (gainComputer.Slope * wTangent) + (slopeTangent * w);
            if (xCotangentTangent is not null)
            {
                xCotangentTangent[n] = -bySlope;
            }

            ofThreshold += bySlope;
            ofSlope += (ToThreshold(n) * wTangent) + (ToThreshold(tangent, n) * w);
        }

        Leave(sums, ofThreshold, ofSlope);
    }

    /// <summary><c>f_ij = f (q_i q_j + q_ij)</c>, <c>q_ij = k (s_i (CT_j - L_j) + s_j (CT_i - L_i)) - k s L_ij</c>.</summary>
    public void JvpOfJvp(StageTangent<double[]> first, StageTangent<double[]> second, double[]? xSecond, double[] ySecond)
    {
        for (var n = 0; n < ySecond.Length; n++)
        {
            var q = NepersPerDecibel
                * ((first.Theta[CoreParameters.SlopeIndex] * ToThreshold(second, n))
                    + (second.Theta[CoreParameters.SlopeIndex] * ToThreshold(first, n))
                    - (gainComputer.Slope * At(xSecond, n)));
            ySecond[n] = ActiveGain(n) * ((First(first, n) * First(second, n)) + q);
        }
    }

    // f where it moves, else 0.
    private double ActiveGain(int n) => gainComputer.IsActive(level[n]) ? gain[n] : 0;

    // CT - L.
    private double ToThreshold(int n) => gainComputer.ThresholdDb - level[n];

    // CT' - L'.
    private static double ToThreshold(StageTangent<double[]> tangent, int n) => tangent.Theta[CoreParameters.Threshold] - At(tangent.X, n);

    // q'.
    private double First(StageTangent<double[]> tangent, int n)
        => NepersPerDecibel
            * ((gainComputer.Slope * ToThreshold(tangent, n)) + (ToThreshold(n) * tangent.Theta[CoreParameters.SlopeIndex]));

    private void Leave(int first, double ofThreshold, double ofSlope)
    {
        sums[first + CoreParameters.Threshold] = ofThreshold;
        sums[first + CoreParameters.SlopeIndex] = ofSlope;
    }
}
