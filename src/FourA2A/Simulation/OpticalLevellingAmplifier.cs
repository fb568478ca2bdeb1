using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Simulation;

/// <summary>
/// A simulation of an optical levelling amplifier, inspired by what is publicly known of such units: a lamp driven by the
/// unit's own output shines on a light-dependent resistor (LDR), which pulls the signal down. It is no model of a
/// particular unit; its constants are chosen for what is commonly said of the kind (attack about 10 ms; half of the release
/// in about 60 ms, the rest in 1 to 15 s, longer after longer compression; up to 40 dB of gain reduction), so that data
/// sets with a known truth can be made.
/// </summary>
/// <remarks>
/// <para>Sample by sample, in double, <c>x</c> the input, <c>g</c> the gain that the sample before left behind:</para>
/// <list type="table">
/// <item><term>output</term><description><c>y = x g</c>; heard as <c>10^(G/20) sat(y)</c>, <c>G</c> the output gain in dB.</description></item>
/// <item><term>side chain</term><description><c>d = k (|y| + w |x|)</c>: the rectified output, so feed-back; in limit mode a part
/// <c>w</c> of the input too, which steepens the curve the deeper the gain reduction.</description></item>
/// <item><term>lamp</term><description><c>l = min(max(d^3 - 1, 0), 99)</c>: dark up to a voltage of 1, then ever steeper, and never brighter than 99.</description></item>
/// <item><term>fast part of the LDR</term><description><c>q += a_at (l - q)</c> where <c>l &gt; q</c>, else <c>q += a_rt (max(l, 0.15 s) - q)</c>:
/// darkness is followed only down to what the slow part holds.</description></item>
/// <item><term>slow part of the LDR</term><description><c>s += a_s (min(q, 2) - s)</c>: filled in 0.3 s, emptied in
/// <c>T = 1 s + 12 s m</c>; it holds so much and no more.</description></item>
/// <item><term>memory</term><description><c>m += a_m ((1 - g) - m)</c>, 6 s: how much and how long the unit has been compressing.</description></item>
/// <item><term>voltage divider</term><description><c>g = 1 / (1 + q)</c>: a series resistor, and the LDR to ground with the conductance
/// <c>q</c> in units of the series resistor's.</description></item>
/// </list>
/// <para>A steady level <c>x</c> over the threshold <c>1/k</c> gives <c>1 + q = d^3</c>, so <c>y^4 = x / k^3</c>: a hard knee and a ratio of
/// 1 + 3, near the 3.7 to 5.4 that were fitted to a real unit (Yu and Fazekas 2025, arXiv 2509.10706). Because the LDR averages the half waves of a
/// tone, its threshold lies 2 to 3 dB higher.</para>
/// <para>The knob sets <c>k = 10^(42/20) (position / 100)^3</c>: no gain reduction at 0, a threshold for steady tones of about -39 dB at 100 and -16 dB
/// at 40. On recordings with quiet passages between loud ones a fit finds -31 and -14 dB, for the slow part then holds on to gain reduction that a fit
/// takes for a lower make-up; the real unit's were -35 and -13 dB.</para>
/// <para>Not thread-safe; one instance for each signal.</para>
/// </remarks>
public sealed class OpticalLevellingAmplifier : IStreamProcessor
{
    /// <summary>What every description of a data set made with it must say.</summary>
    public const string Statement =
        "Simulation of an optical levelling amplifier, inspired by what is publicly known of such units; no model of a particular unit.";

    // With the knob at 100. Its taper is a cube, which leaves 24 dB less at 40.
    private const double LargestDriveDb = 42;

    // At a gain reduction of 20 dB the side chain then hears an eighth as much of the input as of the output.
    private const double InputShareOfLimit = 0.012;

    // The voltage below which the lamp is dark, cubed, is 1 by choice of k. 1 / (1 + 99) is the 40 dB that are commonly given as the most such a
    // unit can do.
    private const double DarkLamp = 1;
    private const double BrightestLamp = 99;

    // An onset makes the lamp much brighter than what it will settle at, so that two thirds of the gain reduction are there after a twentieth of this.
    private const double AttackSeconds = 0.16;

    // Half of 7 dB of gain reduction is then gone after 55 ms, half of 20 dB after 75 ms.
    private const double FastReleaseSeconds = 0.045;

    // What the slow part holds is a quarter of 10 dB and a tenth of 25 dB, for it is full at a conductance of 2, 9.5 dB.
    private const double SlowShare = 0.15;
    private const double SlowCapacity = 2;
    private const double SlowChargeSeconds = 0.3;
    private const double ShortestSlowReleaseSeconds = 1;
    private const double AddedSlowReleaseSeconds = 12;
    private const double MemorySeconds = 6;

    // Far below any audio and far above denormals: in silence the states end here instead of among denormals.
    private const double Darkness = 1e-20;

    private readonly double drive;
    private readonly double inputShare;
    private readonly double attack;
    private readonly double fastRelease;
    private readonly double slowCharge;
    private readonly double memoryRate;
    private readonly double sampleSeconds;
    private readonly double outputGain;
    private readonly double? saturation;

    private double gain = 1;
    private double conductance = Darkness;
    private double slow = Darkness;
    private double memory = Darkness;

    /// <summary>
    /// A unit that has been in the dark.
    /// </summary>
    /// <param name="setting">Mode and position of the peak reduction knob, 0..100; at 0 there is no gain reduction.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="saturationDb">
    /// Drive of the output stage in dB, <c>sat(y) = tanh(D y) / D</c>, <c>D = 10^(drive/20)</c>; null: <c>sat(y) = y</c>.
    /// </param>
    /// <param name="outputGainDb">Gain after all else, in dB.</param>
    /// <exception cref="ArgumentOutOfRangeException">The knob or the sample rate is out of range.</exception>
    public OpticalLevellingAmplifier(UnitSetting setting, int sampleRate, double? saturationDb = null, double outputGainDb = 0)
    {
        // Written so that NaN fails too.
        if (!(setting.PeakReduction is >= 0 and <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(setting), setting.PeakReduction, "Expected a peak reduction of 0..100.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, WaveFormat.MinSampleRate);
        drive = Decibels.ToAmplitude(LargestDriveDb) * Math.Pow(setting.PeakReduction / 100, 3);
        inputShare = setting.Mode == LevellingMode.Limit ? InputShareOfLimit : 0;
        sampleSeconds = 1.0 / sampleRate;
        attack = Coefficient(AttackSeconds);
        fastRelease = Coefficient(FastReleaseSeconds);
        slowCharge = Coefficient(SlowChargeSeconds);
        memoryRate = Coefficient(MemorySeconds);
        outputGain = Decibels.ToAmplitude(outputGainDb);
        saturation = saturationDb is { } db ? Decibels.ToAmplitude(db) : null;
    }

    /// <summary>
    /// Which curves of a fitted feed-forward compressor must run one way as the peak reduction rises: the threshold falls, for
    /// <c>k</c> rises and nothing else depends on the knob. Names as in result files.
    /// </summary>
    public static ImmutableArray<string> FallingCurves { get; } = ["thresholdDb"];

    /// <summary>Gain reduction after the last sample in dB, at least 0.</summary>
    public double GainReductionDb => -Decibels.FromAmplitude(gain);

    // For the test that none ends among denormals.
    internal double[] States => [conductance, slow, memory];

    /// <summary>
    /// Sends the next samples through the unit, of one channel; a signal may come in blocks of any length.
    /// </summary>
    /// <inheritdoc/>
    public void Process(ReadOnlySpan<float> interleaved, Span<float> output)
    {
        StreamArguments.Check(interleaved, output, channelCount: 1);

        // In locals: a field would be written to memory at every sample.
        var (g, q, s, m) = (gain, conductance, slow, memory);
        for (var n = 0; n < interleaved.Length; n++)
        {
            double x = interleaved[n];
            output[n] = (float)(x * g * outputGain);
            var d = drive * Math.Abs(x) * (g + inputShare);
            var light = Math.Clamp((d * d * d) - DarkLamp, Darkness, BrightestLamp);
            q += light > q ? attack * (light - q) : fastRelease * (Math.Max(light, SlowShare * s) - q);

            // So slow a part's coefficient is 1 / (T fs), within 1e-4 of itself, and needs no exponential.
            var slowRelease = sampleSeconds / (ShortestSlowReleaseSeconds + (AddedSlowReleaseSeconds * m));
            var held = Math.Min(q, SlowCapacity);
            s += (held > s ? slowCharge : slowRelease) * (held - s);
            m += memoryRate * (1 - g + Darkness - m);
            g = 1 / (1 + q);
        }

        (gain, conductance, slow, memory) = (g, q, s, m);
        if (saturation is { } drivenBy)
        {
            Saturate(output[..interleaved.Length], drivenBy);
        }
    }

    // The output gain comes after the saturation, so it is taken off and put back.
    private void Saturate(Span<float> output, double drivenBy)
    {
        var (into, outOf) = (drivenBy / outputGain, outputGain / drivenBy);
        foreach (ref var sample in output)
        {
            sample = (float)(Math.Tanh(sample * into) * outOf);
        }
    }

    // Of a one-pole average that has come within 1/e of a step after this time.
    private double Coefficient(double seconds) => -double.ExpM1(-sampleSeconds / seconds);
}
