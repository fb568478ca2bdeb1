using System.Runtime.CompilerServices;
using FourA2A.Chunks;

namespace FourA2A.Engines.Simd;

/// <content>Gain computer and ballistics, and the loss alone.</content>
internal static partial class Kernel<TLanes>
{
    // Below it the exponent would wrap round; thresholds far below any level lead there.
    private const float SmallestExponent = -126;

    // 1.5 * 2^23: adding it leaves round(c) in the low bits of the float.
    private const float RoundingShift = 12582912f;

    /// <summary>
    /// <c>2^c</c> for c &lt;= 0, no less than the smallest normal float; relative error 2.6e-9 before rounding and 2^0 = 1 exactly.
    /// The polynomial is minimax on [-1/2, 1/2] with its constant term held at 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Exp2(TLanes c)
    {
        c = TLanes.Max(c, TLanes.Broadcast(SmallestExponent));
        var shifted = c + TLanes.Broadcast(RoundingShift);
        var r = c - (shifted - TLanes.Broadcast(RoundingShift));
        var p = TLanes.MultiplyAdd(r, TLanes.Broadcast(0.0001559467754011006f), TLanes.Broadcast(0.0013406643904688362f));
        p = TLanes.MultiplyAdd(r, p, TLanes.Broadcast(0.009617692974916334f));
        p = TLanes.MultiplyAdd(r, p, TLanes.Broadcast(0.055503105509970105f));
        p = TLanes.MultiplyAdd(r, p, TLanes.Broadcast(0.2402265278287602f));
        p = TLanes.MultiplyAdd(r, p, TLanes.Broadcast(0.6931472149680389f));
        p = TLanes.MultiplyAdd(r, p, TLanes.Broadcast(1f));
        return TLanes.ScaleByShiftedInteger(p, shifted);
    }

    /// <summary>Four values of 2^c in turns, as <c>Exp2</c> of one: for a loop whose samples wait for one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exp2(ref TLanes c0, ref TLanes c1, ref TLanes c2, ref TLanes c3)
    {
        c0 = TLanes.Max(c0, TLanes.Broadcast(SmallestExponent));
        c1 = TLanes.Max(c1, TLanes.Broadcast(SmallestExponent));
        c2 = TLanes.Max(c2, TLanes.Broadcast(SmallestExponent));
        c3 = TLanes.Max(c3, TLanes.Broadcast(SmallestExponent));
        var shifted0 = c0 + TLanes.Broadcast(RoundingShift);
        var shifted1 = c1 + TLanes.Broadcast(RoundingShift);
        var shifted2 = c2 + TLanes.Broadcast(RoundingShift);
        var shifted3 = c3 + TLanes.Broadcast(RoundingShift);
        c0 -= shifted0 - TLanes.Broadcast(RoundingShift);
        c1 -= shifted1 - TLanes.Broadcast(RoundingShift);
        c2 -= shifted2 - TLanes.Broadcast(RoundingShift);
        c3 -= shifted3 - TLanes.Broadcast(RoundingShift);
        var p0 = TLanes.MultiplyAdd(c0, TLanes.Broadcast(0.0001559467754011006f), TLanes.Broadcast(0.0013406643904688362f));
        var p1 = TLanes.MultiplyAdd(c1, TLanes.Broadcast(0.0001559467754011006f), TLanes.Broadcast(0.0013406643904688362f));
        var p2 = TLanes.MultiplyAdd(c2, TLanes.Broadcast(0.0001559467754011006f), TLanes.Broadcast(0.0013406643904688362f));
        var p3 = TLanes.MultiplyAdd(c3, TLanes.Broadcast(0.0001559467754011006f), TLanes.Broadcast(0.0013406643904688362f));
        Horner(0.009617692974916334f, c0, c1, c2, c3, ref p0, ref p1, ref p2, ref p3);
        Horner(0.055503105509970105f, c0, c1, c2, c3, ref p0, ref p1, ref p2, ref p3);
        Horner(0.2402265278287602f, c0, c1, c2, c3, ref p0, ref p1, ref p2, ref p3);
        Horner(0.6931472149680389f, c0, c1, c2, c3, ref p0, ref p1, ref p2, ref p3);
        Horner(1f, c0, c1, c2, c3, ref p0, ref p1, ref p2, ref p3);
        c0 = TLanes.ScaleByShiftedInteger(p0, shifted0);
        c1 = TLanes.ScaleByShiftedInteger(p1, shifted1);
        c2 = TLanes.ScaleByShiftedInteger(p2, shifted2);
        c3 = TLanes.ScaleByShiftedInteger(p3, shifted3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Horner(
        float coefficient, TLanes c0, TLanes c1, TLanes c2, TLanes c3, ref TLanes p0, ref TLanes p1, ref TLanes p2, ref TLanes p3)
    {
        p0 = TLanes.MultiplyAdd(c0, p0, TLanes.Broadcast(coefficient));
        p1 = TLanes.MultiplyAdd(c1, p1, TLanes.Broadcast(coefficient));
        p2 = TLanes.MultiplyAdd(c2, p2, TLanes.Broadcast(coefficient));
        p3 = TLanes.MultiplyAdd(c3, p3, TLanes.Broadcast(coefficient));
    }

    /// <summary>
    /// One step of the ballistics; returns d = f[n] - g[n-1] and moves the gain to g[n].
    /// </summary>
    /// <remarks>
    /// <para>g is the unevaluated sum of two floats, high + low. In one float it stagnates once |a d| falls below half an ulp,
    /// and biases the loss; two floats do what a double does with 16 lanes an instruction instead of 8.</para>
    /// <para>The recursion's latency bounds the loss alone. Before the step g is also base + step, the high part of one
    /// sample earlier and what was added to it, known before high and low are: d = (f - base) - step.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Step(
        TLanes f, TLanes attack, TLanes release, ref TLanes high, ref TLanes low, ref TLanes @base, ref TLanes step)
    {
        var d = (f - @base) - step;
        step = TLanes.MultiplyAdd(TLanes.WhereSignSet(d, attack, release), d, low);
        @base = high;
        high += step;
        low = step - (high - @base);
        return d;
    }

    /// <summary>f of every sample, and e^j f where active, e = log2 threshold - log2 level.</summary>
    /// <remarks>
    /// A loop of its own: no sample waits for another here, and in one loop with the tangents the 50 cycles from a level to
    /// its f fill the scheduler.
    /// </remarks>
    private static void Curve(ref float level, ref float workspace)
    {
        var threshold = TLanes.Load(ref workspace, At(Slot.Threshold));
        var slope = TLanes.Load(ref workspace, At(Slot.Slope));
        for (var n = 0; n < Block; n++)
        {
            var record = Record(n);
            var at = (nuint)(n * ChunkBatch.Lanes);
            Prefetch.Ahead(ref level, at);
            var u = threshold - TLanes.Load(ref level, at);
            var e = TLanes.Min(u, TLanes.Broadcast(-TinyExcess));
            var f = Exp2(slope * e);
            TLanes.Store(f, ref workspace, At(BlockBuffer.Gain) + record);
            var source = TLanes.WhereNegative(u, f, TLanes.Broadcast(Tiny));
            TLanes.Store(source, ref workspace, At(BlockBuffer.H) + record);
            source *= e;
            TLanes.Store(source, ref workspace, At(BlockBuffer.S) + record);
            TLanes.Store(source * e, ref workspace, At(BlockBuffer.SourceSs) + record);
        }
    }

    /// <summary>The loss of <paramref name="length"/> samples, nothing kept: one loop, as long as the block's weighting lasts.</summary>
    private static void Loss<TWeighting>(
        ref float level, ref float dry, ref float target, int length, ref float workspace)
        where TWeighting : struct, IWeighting
    {
        var threshold = TLanes.Load(ref workspace, At(Slot.Threshold));
        var slope = TLanes.Load(ref workspace, At(Slot.Slope));
        var attack = TLanes.Load(ref workspace, At(Slot.Attack));
        var release = TLanes.Load(ref workspace, At(Slot.Release));
        var makeUp = TLanes.Load(ref workspace, At(Slot.MakeUp));
        var high = TLanes.Load(ref workspace, At(Slot.GainHigh));
        var low = TLanes.Load(ref workspace, At(Slot.GainLow));
        var before = high;
        var step = low;
        var s = TLanes.Load(ref workspace, At(Slot.Emphasis));
        var loss = TLanes.Load(ref workspace, At(Sum.Loss));
        for (var n = 0; n < length; n += 4)
        {
            var at = (nuint)(n * ChunkBatch.Lanes);
            var f0 = slope * TLanes.Min(threshold - TLanes.Load(ref level, at), TLanes.Broadcast(-TinyExcess));
            var f1 = slope * TLanes.Min(threshold - TLanes.Load(ref level, at + ChunkBatch.Lanes), TLanes.Broadcast(-TinyExcess));
            var f2 = slope * TLanes.Min(threshold - TLanes.Load(ref level, at + (2 * ChunkBatch.Lanes)), TLanes.Broadcast(-TinyExcess));
            var f3 = slope * TLanes.Min(threshold - TLanes.Load(ref level, at + (3 * ChunkBatch.Lanes)), TLanes.Broadcast(-TinyExcess));
            Exp2(ref f0, ref f1, ref f2, ref f3);
            Step(f0, attack, release, ref high, ref low, ref before, ref step);
            Add<TWeighting>(high, n, makeUp, ref s, ref loss, ref level, ref dry, ref target, ref workspace);
            Step(f1, attack, release, ref high, ref low, ref before, ref step);
            Add<TWeighting>(high, n + 1, makeUp, ref s, ref loss, ref level, ref dry, ref target, ref workspace);
            Step(f2, attack, release, ref high, ref low, ref before, ref step);
            Add<TWeighting>(high, n + 2, makeUp, ref s, ref loss, ref level, ref dry, ref target, ref workspace);
            Step(f3, attack, release, ref high, ref low, ref before, ref step);
            Add<TWeighting>(high, n + 3, makeUp, ref s, ref loss, ref level, ref dry, ref target, ref workspace);
        }

        TLanes.Store(high, ref workspace, At(Slot.GainHigh));
        TLanes.Store(low, ref workspace, At(Slot.GainLow));
        TLanes.Store(s, ref workspace, At(Slot.Emphasis));
        TLanes.Store(loss, ref workspace, At(Sum.Loss));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TWeighting>(
        TLanes g, int n, TLanes makeUp, ref TLanes s, ref TLanes loss, ref float level, ref float dry, ref float target, ref float workspace)
        where TWeighting : struct, IWeighting
    {
        var at = (nuint)(n * ChunkBatch.Lanes);
        Prefetch.Ahead(ref level, at);
        Prefetch.Ahead(ref dry, at);
        Prefetch.Ahead(ref target, at);
        var p = Emphasise(TLanes.Load(ref dry, at), g, TLanes.Broadcast(EmphasisGain), ref s);
        if (TWeighting.InLoss)
        {
            var r = TLanes.MultiplySubtract(makeUp, p, TLanes.Load(ref target, at));
            if (TWeighting.Weighted)
            {
                r *= TLanes.Load(ref workspace, At(Slot.Weights, n));
            }

            loss = TLanes.MultiplyAdd(r, r, loss);
        }
    }
}
