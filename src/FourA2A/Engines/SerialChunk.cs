using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Objective;
using static FourA2A.Compressor.ModelConstants;

namespace FourA2A.Engines;

/// <summary>
/// One chunk of the serial engine: the model and its derivatives in forward mode, one sample after the other, written as
/// the equations are.
/// </summary>
/// <remarks>
/// <para>Every tangent of the smoothed gain is the one-pole <c>t[n] = beta t[n-1] + source</c> with the multiplier
/// <c>beta = 1 - a</c> of the sample; with <c>m = 1</c> in attack, 0 in release, and <c>d = f - g[n-1]</c>:</para>
/// <list type="table">
/// <item><term>g_CT, g_s</term><description><c>a f_CT</c>, <c>a f_s</c></description></item>
/// <item><term>g_at, g_rt</term><description><c>m d</c>, <c>(1-m) d</c></description></item>
/// <item><term>g_CTCT, g_CTs, g_ss</term><description><c>a f_CTCT</c>, <c>a f_CTs</c>, <c>a f_ss</c></description></item>
/// <item><term>g_CT,at, g_CT,rt</term><description><c>m (f_CT - g_CT[n-1])</c>, <c>(1-m) (f_CT - g_CT[n-1])</c>; the same for s</description></item>
/// <item><term>g_at,at, g_rt,rt</term><description><c>-2 m g_at[n-1]</c>, <c>-2 (1-m) g_rt[n-1]</c></description></item>
/// <item><term>g_at,rt</term><description><c>-m g_rt[n-1] - (1-m) g_at[n-1]</c></description></item>
/// </list>
/// <para>The output is <c>z = x g 10^(gamma/20)</c>, so <c>z_i</c> and <c>z_ij</c> are the tangents times
/// <c>x 10^(gamma/20)</c>, and those of gamma are <c>k z</c>, <c>k z_i</c> and <c>k^2 z</c>.</para>
/// </remarks>
/// <param name="parameters">Where to evaluate.</param>
/// <param name="smoother">The one smoother of the parameters.</param>
/// <param name="what">What to compute.</param>
internal sealed class SerialChunk(CoreParameters parameters, BallisticsCoefficients smoother, EvaluationOrder what)
{
    // Positions in the packed upper triangle of SerialSums, in the order CT, s, at, rt, gamma.
    private const int CtCt = 0;
    private const int CtS = 1;
    private const int CtAt = 2;
    private const int CtRt = 3;
    private const int CtGamma = 4;
    private const int SS = 5;
    private const int SAt = 6;
    private const int SRt = 7;
    private const int SGamma = 8;
    private const int AtAt = 9;
    private const int AtRt = 10;
    private const int AtGamma = 11;
    private const int RtRt = 12;
    private const int RtGamma = 13;
    private const int GammaGamma = 14;

    // Fields gCt to gAtRt.
    private const int TangentCount = 14;

    private readonly GainComputer gainComputer = new(parameters.ThresholdDb, parameters.Slope);
    private readonly double makeUp = new MakeUp(parameters.MakeUpDb).Amplitude;
    private readonly SerialSums sums = new();

    // P z_i and P z_ij of the current sample, and the filters behind them; gamma needs none.
    private readonly double[] pz1 = new double[SerialSums.Count];
    private readonly double[] pz2 = new double[SerialSums.PairCount];
    private readonly PreEmphasis[] filter1 = new PreEmphasis[SerialSums.Count];
    private readonly PreEmphasis[] filter2 = new PreEmphasis[SerialSums.PairCount];

    // Tangents of g, zero at the start of a chunk as g[-1] = 1 depends on nothing.
    private double gCt;
    private double gS;
    private double gAt;
    private double gRt;
    private double gCtCt;
    private double gCtS;
    private double gSS;
    private double gCtAt;
    private double gCtRt;
    private double gSAt;
    private double gSRt;
    private double gAtAt;
    private double gRtRt;
    private double gAtRt;

    /// <summary>Bytes of an instance, sums included.</summary>
    public static long Bytes => (sizeof(double) * (TangentCount + (2 * (SerialSums.Count + SerialSums.PairCount)))) + SerialSums.Bytes;

    /// <summary>
    /// The sums of one chunk; an instance runs once.
    /// </summary>
    /// <param name="batch">The chunks.</param>
    /// <param name="chunk">Which of them.</param>
    /// <param name="frozen">Decisions to use in place of those the parameters lead to, for finite differences.</param>
    public SerialSums Run(ChunkBatch batch, int chunk, DecisionMasks? frozen)
    {
        var (group, lane) = batch.Locate(chunk);
        var dry = batch.Dry(group);
        var target = batch.Target(group);
        var frozenActive = frozen is null ? default : frozen.Active(chunk);
        var frozenAttack = frozen is null ? default : frozen.Attack(chunk);
        var preEmphasis = default(PreEmphasis);
        var g = Ballistics.InitialGain;

        // Samples past the end of the signal have weight 0: they are not visited.
        for (var n = 0; n < batch.Layout.Length(chunk); n++)
        {
            double x = dry[(n * ChunkBatch.Lanes) + lane];
            var level = Level.Db(x);
            var active = frozen is null ? gainComputer.IsActive(level) : frozenActive[n];
            var f = active ? Decibels.ToAmplitude(parameters.Slope * (parameters.ThresholdDb - level)) : 1;
            var attack = frozen is null ? f < g : frozenAttack[n];
            var a = attack ? smoother.Attack : smoother.Release;
            var d = f - g;

            if (what >= EvaluationOrder.Gradient)
            {
                AdvanceTangents(parameters.ThresholdDb - level, active, f, attack, a, d);
            }

            g += a * d;

            var scale = x * makeUp;
            var pz = preEmphasis.Next(scale * g);
            if (what >= EvaluationOrder.Gradient)
            {
                FilterTangents(scale, pz);
            }

            if (n >= batch.Layout.WarmUp)
            {
                Accumulate(pz - target[(n * ChunkBatch.Lanes) + lane]);
            }
        }

        return sums;
    }

    // The table of the remarks. Second tangents first: their sources hold the first ones of the sample before.
    // toThreshold is CT - L, d is f - g[n-1].
    private void AdvanceTangents(double toThreshold, bool active, double f, bool attack, double a, double d)
    {
        const double k = NepersPerDecibel;
        var s = parameters.Slope;
        var beta = 1 - a;
        var m = attack ? 1.0 : 0.0;

        // Every derivative of f is 0 where the gain computer is inactive.
        var fCt = active ? k * s * f : 0;
        var fS = active ? k * toThreshold * f : 0;

        if (what >= EvaluationOrder.ExactHessian)
        {
            var fCtCt = active ? k * k * s * s * f : 0;
            var fCtS = active ? (k * f) + (k * k * s * toThreshold * f) : 0;
            var fSS = active ? k * k * toThreshold * toThreshold * f : 0;

            gCtCt = (beta * gCtCt) + (a * fCtCt);
            gCtS = (beta * gCtS) + (a * fCtS);
            gSS = (beta * gSS) + (a * fSS);
            gCtAt = (beta * gCtAt) + (m * (fCt - gCt));
            gCtRt = (beta * gCtRt) + ((1 - m) * (fCt - gCt));
            gSAt = (beta * gSAt) + (m * (fS - gS));
            gSRt = (beta * gSRt) + ((1 - m) * (fS - gS));
            gAtAt = (beta * gAtAt) + (-2 * m * gAt);
            gRtRt = (beta * gRtRt) + (-2 * (1 - m) * gRt);
            gAtRt = (beta * gAtRt) + (-(m * gRt) - ((1 - m) * gAt));
        }

        gCt = (beta * gCt) + (a * fCt);
        gS = (beta * gS) + (a * fS);
        gAt = (beta * gAt) + (m * d);
        gRt = (beta * gRt) + ((1 - m) * d);
    }

    // P z_i and P z_ij of this sample; scale = x 10^(gamma/20).
    private void FilterTangents(double scale, double pz)
    {
        const double k = NepersPerDecibel;
        pz1[CoreParameters.Threshold] = filter1[CoreParameters.Threshold].Next(scale * gCt);
        pz1[CoreParameters.SlopeIndex] = filter1[CoreParameters.SlopeIndex].Next(scale * gS);
        pz1[CoreParameters.Attack] = filter1[CoreParameters.Attack].Next(scale * gAt);
        pz1[CoreParameters.Release] = filter1[CoreParameters.Release].Next(scale * gRt);
        pz1[CoreParameters.MakeUp] = k * pz;

        if (what >= EvaluationOrder.ExactHessian)
        {
            pz2[CtCt] = filter2[CtCt].Next(scale * gCtCt);
            pz2[CtS] = filter2[CtS].Next(scale * gCtS);
            pz2[SS] = filter2[SS].Next(scale * gSS);
            pz2[CtAt] = filter2[CtAt].Next(scale * gCtAt);
            pz2[CtRt] = filter2[CtRt].Next(scale * gCtRt);
            pz2[SAt] = filter2[SAt].Next(scale * gSAt);
            pz2[SRt] = filter2[SRt].Next(scale * gSRt);
            pz2[AtAt] = filter2[AtAt].Next(scale * gAtAt);
            pz2[RtRt] = filter2[RtRt].Next(scale * gRtRt);
            pz2[AtRt] = filter2[AtRt].Next(scale * gAtRt);
            pz2[CtGamma] = k * pz1[CoreParameters.Threshold];
            pz2[SGamma] = k * pz1[CoreParameters.SlopeIndex];
            pz2[AtGamma] = k * pz1[CoreParameters.Attack];
            pz2[RtGamma] = k * pz1[CoreParameters.Release];
            pz2[GammaGamma] = k * k * pz;
        }
    }

    private void Accumulate(double residual)
    {
        sums.Loss += residual * residual;
        if (what >= EvaluationOrder.Gradient)
        {
            AddScaled(sums.First, residual, pz1);
        }

        if (what >= EvaluationOrder.GaussNewton)
        {
            var row = sums.Products.AsSpan();
            for (var i = 0; i < pz1.Length; i++)
            {
                AddScaled(row, pz1[i], pz1.AsSpan(i));
                row = row[(pz1.Length - i)..];
            }
        }

        if (what >= EvaluationOrder.ExactHessian)
        {
            AddScaled(sums.Second, residual, pz2);
        }
    }

    private static void AddScaled(Span<double> sum, double scale, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            sum[i] += scale * values[i];
        }
    }
}
