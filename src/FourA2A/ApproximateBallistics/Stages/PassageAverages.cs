namespace FourA2A.ApproximateBallistics.Stages;

/// <summary>
/// The ballistics: three moving averages of the attenuation in parallel, each kept where its passage is, summed:
/// <c>G[k] = sum_p mask_p[k] (h_p * c)[k]</c>. A frame is in one passage at most, so only that average is computed.
/// </summary>
/// <param name="frameCount">Frames of the signal.</param>
public sealed class PassageAverages(int frameCount)
{
    private readonly MovingAverages movingAverages = new();
    private readonly double[] prefix = new double[frameCount + 1];
    private readonly double[] prefixAdjoint = new double[frameCount + 1];

    /// <inheritdoc cref="MovingAverages.SetLengths"/>
    public void SetLengths(double attackFrames, double releaseFrames, double smoothingFrames)
        => movingAverages.SetLengths(attackFrames, releaseFrames, smoothingFrames);

    /// <summary>
    /// The attenuation after the ballistics.
    /// </summary>
    /// <param name="attenuation">Attenuation c in dB: <see cref="MovingAverage.Lead"/> zeros, then the frames.</param>
    /// <param name="passages">The passage of each frame.</param>
    /// <param name="averages">Receives G in dB, 0 in no passage.</param>
    public void Forward(ReadOnlySpan<double> attenuation, ReadOnlySpan<PassageKind> passages, Span<double> averages)
    {
        var frames = attenuation[MovingAverage.Lead..];
        var sum = 0.0;
        for (var k = 0; k < frames.Length; k++)
        {
            sum += frames[k];
            prefix[k + 1] = sum;
        }

        for (int start = 0, end; start < passages.Length; start = end)
        {
            end = EndOf(passages, start);
            if (movingAverages.Of(passages[start]) is { } average)
            {
                average.Forward(attenuation, prefix, start, end, averages);
            }
            else
            {
                averages[start..end].Clear();
            }
        }
    }

    /// <summary>
    /// Adjoints of attenuation and lengths, the masks constant.
    /// </summary>
    /// <param name="attenuation">As in the forward pass.</param>
    /// <param name="passages">As in the forward pass.</param>
    /// <param name="averages">G, as the forward pass gave it.</param>
    /// <param name="averagesAdjoint">Adjoint of each G[k].</param>
    /// <param name="attenuationAdjoint">Receives the adjoints of the attenuation, as many as its values; those of the lead mean nothing.</param>
    /// <returns>Adjoints of the three lengths in frames.</returns>
    public (double AttackFrames, double ReleaseFrames, double SmoothingFrames) Vjp(
        ReadOnlySpan<double> attenuation,
        ReadOnlySpan<PassageKind> passages,
        ReadOnlySpan<double> averages,
        ReadOnlySpan<double> averagesAdjoint,
        Span<double> attenuationAdjoint)
    {
        attenuationAdjoint.Clear();
        prefixAdjoint.AsSpan().Clear();

        // By passage.
        Span<double> toLengths = [0, 0, 0, 0];
        for (int start = 0, end; start < passages.Length; start = end)
        {
            end = EndOf(passages, start);
            if (movingAverages.Of(passages[start]) is { } average)
            {
                toLengths[(int)passages[start]] += average.Vjp(attenuation, start, end, averages, averagesAdjoint, attenuationAdjoint, prefixAdjoint);
            }
        }

        var frames = attenuationAdjoint[MovingAverage.Lead..];
        var sum = 0.0;
        for (var k = frames.Length - 1; k >= 0; k--)
        {
            sum += prefixAdjoint[k + 1];
            frames[k] += sum;
        }

        return (toLengths[(int)PassageKind.Attack], toLengths[(int)PassageKind.Release], toLengths[(int)PassageKind.Smoothing]);
    }

    private static int EndOf(ReadOnlySpan<PassageKind> passages, int start)
    {
        var length = passages[start..].IndexOfAnyExcept(passages[start]);
        return length < 0 ? passages.Length : start + length;
    }
}
