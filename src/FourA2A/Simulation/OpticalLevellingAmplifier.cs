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
/// <para>Sample by sample, in double, <c>x</c> the input, <c>g</c> the gain left behind by the sample before:</para>
/// <list type="table">
/// <item><term>output stage</term><description><c>y = x g</c>; heard at the output as <c>10^(G/20) sat(y)</c>, <c>G</c> the output gain in dB.</description></item>
/// <item><term>side chain</term><description><c>d = min(k (|y| + w |x|), 4.63)</c>: the rectified output, feed-back; in limit mode a part
/// <c>w</c> of the input too, which steepens the curve the deeper the gain reduction. The lamp gets no brighter than at 4.63.</description></item>
/// <item><term>fast part of the LDR</term><description><c>u += a_at (d - u)</c> where <c>d &gt; u</c>, else <c>u += a_rt (max(d, 0.6 s) - u)</c>:
/// light is followed at once, darkness only down to what the slow part holds.</description></item>
/// <item><term>slow part of the LDR</term><description><c>s += a_s (u - s)</c>: filled in 0.2 s where <c>u &gt; s</c>, emptied in
/// <c>T = 1.5 s + 19.5 s m</c> otherwise.</description></item>
/// <item><term>memory</term><description><c>m += a_m ((1 - g) - m)</c>, 5 s: how much and how long the unit has been compressing.</description></item>
/// <item><term>voltage divider</term><description><c>g = 1 / (1 + u^3)</c>: a series resistor, and the LDR to ground with the conductance
/// <c>u^3</c> in units of the series resistor's.</description></item>
/// </list>
/// <para>A steady level well above the threshold gives <c>y^4 = x / k^3</c>, a ratio of 1 + 3, with the knee at <c>1/k</c>.</para>
/// <para>The knob sets <c>k = 10^(35/20) (position / 100)^2.75</c>: none at 0, a knee near -35 dB at 100 and near -13 dB at 40, as
/// fitted to a real unit (Yu and Fazekas 2025, arXiv 2509.10706).</para>
/// <para>Not thread-safe; one instance for each signal.</para>
/// </remarks>
public sealed class OpticalLevellingAmplifier
{
    /// <summary>What every description of a data set made with it must say.</summary>
    public const string Statement =
        "Simulation of an optical levelling amplifier, inspired by what is publicly known of such units; no model of a particular unit.";

    // Side chain's gain with the knob at 100, and the taper that takes the knee from -35 dB there to -13 dB at 40.
    private const double LargestDriveDb = 35;
    private const double Taper = 2.75;

    // At a gain reduction of 20 dB the side chain then hears a fifth as much of the input as of the output.
    private const double InputShareOfLimit = 0.02;

    // The cube root of 99: 1 / (1 + 99) is the 40 dB that are commonly given as the most such a unit can do.
    private const double BrightestLamp = 4.6260650091827415;

    // The feed-back loop shortens the attack: 25 ms of the part alone are about 10 ms of the unit.
    private const double AttackSeconds = 0.025;

    // Half of the gain reduction, in dB, is gone in about 60 ms: down to 0.6 in u, a fifth in the conductance.
    private const double FastReleaseSeconds = 0.05;
    private const double SlowShare = 0.6;

    private const double SlowChargeSeconds = 0.2;
    private const double ShortestSlowReleaseSeconds = 1.5;
    private const double AddedSlowReleaseSeconds = 19.5;
    private const double MemorySeconds = 5;

    // Far below any audio and far above denormals, also when cubed: in silence the states end here instead of among denormals.
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
    private double fast = Darkness;
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
        ArgumentOutOfRangeException.ThrowIfNegative(setting.PeakReduction, nameof(setting));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(setting.PeakReduction, 100, nameof(setting));
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, WaveFormat.MinSampleRate);
        drive = Decibels.ToAmplitude(LargestDriveDb) * Math.Pow(setting.PeakReduction / 100, Taper);
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

    /// <summary>
    /// Sends the next samples through the unit; a signal may come in blocks of any length.
    /// </summary>
    /// <param name="input">What goes in; full scale is 1.</param>
    /// <param name="output">What comes out; as long, may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Process(ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Length != output.Length)
        {
            throw new ArgumentException($"Expected room for {input.Length} samples, found {output.Length}.", nameof(output));
        }

        // In locals: a field is written to memory at every sample.
        var (g, u, s, m) = (gain, fast, slow, memory);
        for (var n = 0; n < input.Length; n++)
        {
            double x = input[n];
            output[n] = (float)(x * g * outputGain);
            var d = Math.Clamp(drive * Math.Abs(x) * (g + inputShare), Darkness, BrightestLamp);
            u += d > u ? attack * (d - u) : fastRelease * (Math.Max(d, SlowShare * s) - u);

            // Over T the coefficient of so slow a part is 1 / (T fs) within 2e-5 of itself, and needs no exponential.
            var slowRelease = sampleSeconds / (ShortestSlowReleaseSeconds + (AddedSlowReleaseSeconds * m));
            s += (u > s ? slowCharge : slowRelease) * (u - s);
            m += memoryRate * (1 - g + Darkness - m);
            g = 1 / (1 + (u * u * u));
        }

        (gain, fast, slow, memory) = (g, u, s, m);
        if (saturation is { } drivenBy)
        {
            Saturate(output, drivenBy);
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
