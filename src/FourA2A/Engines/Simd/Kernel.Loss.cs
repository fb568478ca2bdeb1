using System.Runtime.CompilerServices;
using FourA2A.Chunks;

namespace FourA2A.Engines.Simd;

/// <content>The fused loss, and the gain computer and ballistics that the other phases share.</content>
internal static partial class Kernel<TLanes>
{
    // 1.5 * 2^23: adding it leaves round(c) in the low bits of the float.
    private const float RoundingShift = 12582912f;

    private interface IWeighting
    {
        static abstract bool InLoss { get; }

        static abstract bool Weighted { get; }
    }

    /// <summary>
    /// <c>2^c</c> for c in (-126, 0], relative error 2.6e-9 before rounding and 2^0 = 1 exactly.
    /// The polynomial is minimax on [-1/2, 1/2] with its constant term held at 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Exp2(TLanes c)
    {
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

    /// <summary>
    /// One step of the ballistics; returns d = f - g[n-1] and moves (gh, gl) to g[n].
    /// </summary>
    /// <remarks>
    /// g is the unevaluated sum gh + gl of two floats. In one float it stagnates once |a d| falls below half an ulp, and
    /// biases the loss; two floats do what a double does with 16 lanes an instruction instead of 8.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Step(TLanes f, TLanes attack, TLanes release, ref TLanes gh, ref TLanes gl)
    {
        var d = f - gh;
        var y = TLanes.MultiplyAdd(TLanes.WhereSignSet(d, attack, release), d, gl);
        var sum = gh + y;
        gl = y - (sum - gh);
        gh = sum;
        return d;
    }

    private static void LossBlock<TWeighting>(ref float level, ref float dry, ref float target, ref float workspace)
        where TWeighting : struct, IWeighting
    {
        var threshold = TLanes.Load(ref workspace, At(Slot.Threshold));
        var slope = TLanes.Load(ref workspace, At(Slot.Slope));
        var attack = TLanes.Load(ref workspace, At(Slot.Attack));
        var release = TLanes.Load(ref workspace, At(Slot.Release));
        var makeUp = TLanes.Load(ref workspace, At(Slot.MakeUp));
        var gh = TLanes.Load(ref workspace, At(Slot.GainHigh));
        var gl = TLanes.Load(ref workspace, At(Slot.GainLow));
        var s = TLanes.Load(ref workspace, At(Slot.Emphasis));
        var loss = TLanes.Load(ref workspace, At(Sum.Loss));
        for (var n = 0; n < Block; n++)
        {
            var at = (nuint)(n * ChunkBatch.Lanes);
            var e = TLanes.Min(threshold - TLanes.Load(ref level, at), TLanes.Broadcast(-Tiny));
            Step(Exp2(slope * e), attack, release, ref gh, ref gl);
            var p = TLanes.MultiplySubtract(TLanes.Load(ref dry, at), gh, s);
            s = TLanes.MultiplyAdd(TLanes.Broadcast(EmphasisGain), p, s);
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

        TLanes.Store(gh, ref workspace, At(Slot.GainHigh));
        TLanes.Store(gl, ref workspace, At(Slot.GainLow));
        TLanes.Store(s, ref workspace, At(Slot.Emphasis));
        TLanes.Store(loss, ref workspace, At(Sum.Loss));
    }

    private readonly struct Whole : IWeighting
    {
        public static bool InLoss => true;

        public static bool Weighted => false;
    }

    private readonly struct Partial : IWeighting
    {
        public static bool InLoss => true;

        public static bool Weighted => true;
    }

    private readonly struct None : IWeighting
    {
        public static bool InLoss => false;

        public static bool Weighted => false;
    }
}
