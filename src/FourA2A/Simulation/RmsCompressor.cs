using FourA2A.Compressor;

namespace FourA2A.Simulation;

/// <summary>
/// A feed-forward compressor of the common digital kind, for targets with known settings: an RMS detector, a static curve with a soft
/// knee, and attack and release in the dB domain. After Giannoulis, Massberg and Reiss, "Digital Dynamic Range Compressor Design - A
/// Tutorial and Analysis" (J. Audio Eng. Soc. 60, 2012); no model of a particular product.
/// </summary>
/// <remarks>
/// <para>Sample by sample, in double, <c>x</c> the input, <c>fs</c> the sample rate, <c>alpha(t) = 1 - exp(-1/(t fs))</c>:</para>
/// <list type="table">
/// <item><term>detector</term><description><c>p += alpha(5 ms) (x^2 - p)</c>: a one-pole mean of squares, which is how plug-ins commonly
/// compute an RMS (the same source, section on level detection), with the "RMS size" as its time constant; <c>L = 10 log10(max(p, 1e-16))</c> dB.</description></item>
/// <item><term>static curve</term><description>With <c>d = L - T</c> and <c>s = 1 - 1/R</c>, the gain reduction asked for is
/// <c>r = 0</c> for <c>d &lt;= -W/2</c>, <c>s (d + W/2)^2 / (2 W)</c> for <c>-W/2 &lt; d &lt; W/2</c>, <c>s d</c> from there on.</description></item>
/// <item><term>ballistics</term><description><c>q += alpha(attack) (r - q)</c> where <c>r &gt; q</c>, else <c>q += alpha(release) (r - q)</c>:
/// the branching one-pole on gain reduction in dB. The detector's 5 ms come on top.</description></item>
/// <item><term>output</term><description><c>y = x 10^((M - q)/20)</c>: no latency.</description></item>
/// </list>
/// <para>Linked, the largest mean of squares over the channels makes one gain for all of them. A sample that is NaN or infinite counts as silence
/// for the detector and is passed on as it is. Silence ends at states of 1e-20, far below what counts and far above denormals. A call allocates nothing.</para>
/// </remarks>
public sealed class RmsCompressor : IStreamProcessor
{
    /// <summary>What every description of a recording made with it must say.</summary>
    public const string Statement =
        "Simulation of a feed-forward compressor of the common digital kind, with an RMS detector of 5 ms; no model of a particular product.";

    private const double DetectorMs = 5;
    private const double Silence = 1e-20;

    private readonly int channelCount;
    private readonly int channelsPerGain;
    private readonly double threshold;
    private readonly double slope;
    private readonly double halfKnee;
    private readonly double makeUp;
    private readonly double detector;
    private readonly double attack;
    private readonly double release;
    private readonly double[] meanSquares;
    private readonly double[] reductions;

    /// <summary>
    /// A compressor at rest: silence before the first sample.
    /// </summary>
    /// <param name="settings">Settings; not checked.</param>
    /// <param name="sampleRate">Frames per second.</param>
    /// <param name="channelCount">Samples per frame.</param>
    /// <param name="linked">Whether all channels share the gain of the loudest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or count is not positive.</exception>
    public RmsCompressor(RmsCompressorSettings settings, int sampleRate, int channelCount = 1, bool linked = true)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channelCount);
        this.channelCount = channelCount;
        channelsPerGain = linked ? channelCount : 1;
        (threshold, slope, halfKnee, makeUp) = (settings.ThresholdDb, 1 - (1 / settings.Ratio), settings.KneeDb / 2, settings.MakeUpDb);
        (detector, attack, release) = (Coefficient(DetectorMs), Coefficient(settings.AttackMs), Coefficient(settings.ReleaseMs));
        meanSquares = new double[channelCount];
        reductions = new double[channelCount / channelsPerGain];

        double Coefficient(double milliseconds) => -double.ExpM1(-1000 / (milliseconds * sampleRate));
    }

    // For the test that none ends among denormals.
    internal double[] States => [.. meanSquares, .. reductions];

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<float> interleaved, Span<float> output)
    {
        StreamArguments.Check(interleaved, output, channelCount);
        for (var frame = 0; frame < interleaved.Length; frame += channelCount)
        {
            for (var first = 0; first < channelCount; first += channelsPerGain)
            {
                var loudest = 0.0;
                for (var c = first; c < first + channelsPerGain; c++)
                {
                    loudest = Math.Max(loudest, Detect(ref meanSquares[c], interleaved[frame + c]));
                }

                var gain = Decibels.ToAmplitude(makeUp - Smooth(ref reductions[first / channelsPerGain], loudest));
                for (var c = frame + first; c < frame + first + channelsPerGain; c++)
                {
                    output[c] = (float)(interleaved[c] * gain);
                }
            }
        }
    }

    private double Detect(ref double meanSquare, double sample)
        => meanSquare += detector * ((double.IsFinite(sample) ? sample * sample : 0) + Silence - meanSquare);

    private double Smooth(ref double reduction, double meanSquare)
    {
        var asked = ReductionDb(Decibels.FromMeanSquare(meanSquare)) + Silence;
        return reduction += (asked > reduction ? attack : release) * (asked - reduction);
    }

    private double ReductionDb(double levelDb)
    {
        var over = levelDb - threshold;
        return over <= -halfKnee ? 0
            : over < halfKnee ? slope * (over + halfKnee) * (over + halfKnee) / (4 * halfKnee)
            : slope * over;
    }
}
