using System.Runtime.Intrinsics;

namespace FourA2A.ApproximateBallistics.Stages;

/// <summary>
/// The moving average that stands for a time constant, <c>a[k] = sum_i h(i) c[k - i]</c>, i = 0, 1, .., with
/// <c>h(i) = t(i) / sum_j t(j)</c>, <c>t(i) = tanh(0.1 relu(tau - i))</c>; tau is a number of frames, c before frame 0 is 0
/// (Colonel and Reiss, AES 153, 2022).
/// </summary>
/// <remarks>
/// <para>In double precision tanh is 1 from 19.1 on, so all but the last 191 weights are the same: a box, summed by prefix sums, and a
/// tail, summed tap by tap.</para>
/// <para>The derivative by tau goes through the weights and through their sum: <c>da/dtau = (sum_i t'(i) c[k - i] - a[k] sum_i t'(i)) / sum_i t(i)</c>,
/// <c>t'(i) = 0.1 (1 - t(i)^2)</c> for i &lt; tau and 0 from tau on. Up to one frame there is one tap, whose weight is 1 and derivative 0.</para>
/// <para>Frames stand behind <see cref="Lead"/> zeros, so that a tail may begin before frame 0. Made once, it is set to one length after
/// the other without allocating.</para>
/// </remarks>
public sealed class MovingAverage
{
    /// <summary>Zeros that stand before frame 0.</summary>
    public const int Lead = 192;

    private const double Steepness = 0.1;

    // tanh(0.1 x) is 1 to the bit from here on.
    private const double Saturation = 191;

    private static readonly int Lanes = Vector512<double>.Count;

    // Weights t(i) and their derivatives from the longest lag to the shortest, the order of the frames they meet; zeros fill
    // the first vector.
    private readonly double[] tail = new double[Lead];
    private readonly double[] tailDerivative = new double[Lead];

    private int box;
    private int taps;
    private double sum;
    private double sumDerivative;

    /// <summary>
    /// Sets the length.
    /// </summary>
    /// <param name="frames">Length tau in frames, above 0.</param>
    public void SetLength(double frames)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frames);
        var count = (int)Math.Ceiling(frames);
        box = (int)Math.Max(0, Math.Floor(frames - Saturation) + 1);
        taps = (count - box + Lanes - 1) / Lanes * Lanes;
        (sum, sumDerivative) = (box, 0);
        for (var tap = 0; tap < taps; tap++)
        {
            var lag = box + taps - 1 - tap;
            tail[tap] = lag < count ? Math.Tanh(Steepness * (frames - lag)) : 0;
            tailDerivative[tap] = lag < count && count > 1 ? Steepness * (1 - tail[tap]) * (1 + tail[tap]) : 0;
            sum += tail[tap];
            sumDerivative += tailDerivative[tap];
        }
    }

    /// <summary>
    /// The averages of some frames.
    /// </summary>
    /// <param name="attenuation">Attenuation c: <see cref="Lead"/> zeros, then the frames.</param>
    /// <param name="prefix">Sum of the attenuation before each frame, and of all of it: one more than frames.</param>
    /// <param name="start">First frame.</param>
    /// <param name="end">Frame after the last.</param>
    /// <param name="averages">Receives the averages at their frames; others are left as they are.</param>
    public void Forward(ReadOnlySpan<double> attenuation, ReadOnlySpan<double> prefix, int start, int end, Span<double> averages)
    {
        for (var k = start; k < end; k++)
        {
            var boxSum = prefix[k + 1] - prefix[Math.Max(0, k + 1 - box)];
            averages[k] = (boxSum + (k < box ? 0 : Dot(tail, attenuation.Slice(TailStart(k), taps)))) / sum;
        }
    }

    /// <summary>
    /// Adjoints of the same: adds to those of the attenuation and its prefix sums.
    /// </summary>
    /// <param name="attenuation">As in the forward pass.</param>
    /// <param name="start">First frame.</param>
    /// <param name="end">Frame after the last.</param>
    /// <param name="averages">The averages, as the forward pass gave them.</param>
    /// <param name="averagesAdjoint">Adjoint of each average.</param>
    /// <param name="attenuationAdjoint">Adjoints behind as many values as the attenuation; what is added to the lead means nothing.</param>
    /// <param name="prefixAdjoint">Adjoints of the prefix sums.</param>
    /// <returns>The adjoint of the length tau in frames.</returns>
    public double Vjp(
        ReadOnlySpan<double> attenuation,
        int start,
        int end,
        ReadOnlySpan<double> averages,
        ReadOnlySpan<double> averagesAdjoint,
        Span<double> attenuationAdjoint,
        Span<double> prefixAdjoint)
    {
        var lengthAdjoint = 0.0;
        for (var k = start; k < end; k++)
        {
            var adjoint = averagesAdjoint[k] / sum;
            if (box > 0)
            {
                prefixAdjoint[k + 1] += adjoint;
                prefixAdjoint[Math.Max(0, k + 1 - box)] -= adjoint;
            }

            var derivative = -averages[k] * sumDerivative;
            if (k >= box)
            {
                derivative += Dot(tailDerivative, attenuation.Slice(TailStart(k), taps));
                Add(adjoint, tail, attenuationAdjoint.Slice(TailStart(k), taps));
            }

            lengthAdjoint += adjoint * derivative;
        }

        return lengthAdjoint;
    }

    /// <summary>
    /// The average of the latest frame of a history, without prefix sums.
    /// </summary>
    /// <param name="history">The last <c>ceil(tau)</c> + <see cref="Lead"/> frames at least.</param>
    public double Latest(ReadOnlySpan<double> history)
    {
        var recent = history.Length - box;
        return (Sum(history[recent..]) + Dot(tail, history.Slice(recent - taps, taps))) / sum;
    }

    // Where the longest lag of a frame's tail lies; from frame `box` on it is not before the lead.
    private int TailStart(int frame) => Lead + frame + 1 - box - taps;

    // Whole vectors: a tail is filled up with zeros.
    private static double Dot(ReadOnlySpan<double> weights, ReadOnlySpan<double> values)
    {
        var sums = Vector512<double>.Zero;
        for (var n = 0; n < values.Length; n += Lanes)
        {
            sums += Vector512.Create(weights[n..]) * Vector512.Create(values[n..]);
        }

        return Vector512.Sum(sums);
    }

    private static void Add(double factor, ReadOnlySpan<double> weights, Span<double> values)
    {
        for (var n = 0; n < values.Length; n += Lanes)
        {
            (Vector512.Create<double>(values[n..]) + (factor * Vector512.Create(weights[n..]))).CopyTo(values[n..]);
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sums = Vector512<double>.Zero;
        var n = 0;
        for (; n <= values.Length - Lanes; n += Lanes)
        {
            sums += Vector512.Create(values[n..]);
        }

        var total = Vector512.Sum(sums);
        for (; n < values.Length; n++)
        {
            total += values[n];
        }

        return total;
    }
}
