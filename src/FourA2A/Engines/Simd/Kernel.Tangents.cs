using System.Runtime.CompilerServices;
using FourA2A.Chunks;

namespace FourA2A.Engines.Simd;

/// <content>First tangents, their pre-emphasis, and the products of gradient and Gauss-Newton matrix.</content>
internal static partial class Kernel<TLanes>
{
    /// <summary>
    /// f to g with h, g_s, g_at, g_rt; the columns P(x g), P(x h), P(x g_s), P(x g_at), P(x g_rt); the residual and its products.
    /// </summary>
    private static void Tangents<TWeighting>(ref float dry, ref float target, ref float workspace)
        where TWeighting : struct, IWeighting
    {
        var attack = TLanes.Load(ref workspace, At(Slot.Attack));
        var release = TLanes.Load(ref workspace, At(Slot.Release));
        var makeUp = TLanes.Load(ref workspace, At(Slot.MakeUp));
        var gain = TLanes.Broadcast(EmphasisGain);
        var high = TLanes.Load(ref workspace, At(Slot.GainHigh));
        var low = TLanes.Load(ref workspace, At(Slot.GainLow));
        var before = high;
        var step = low;
        var h = TLanes.Load(ref workspace, At(Slot.First, 0));
        var gs = TLanes.Load(ref workspace, At(Slot.First, 1));
        var gat = TLanes.Load(ref workspace, At(Slot.First, 2));
        var grt = TLanes.Load(ref workspace, At(Slot.First, 3));
        var s0 = TLanes.Load(ref workspace, At(Slot.Emphasis, 0));
        var s1 = TLanes.Load(ref workspace, At(Slot.Emphasis, 1));
        var s2 = TLanes.Load(ref workspace, At(Slot.Emphasis, 2));
        var s3 = TLanes.Load(ref workspace, At(Slot.Emphasis, 3));
        var s4 = TLanes.Load(ref workspace, At(Slot.Emphasis, 4));
        var rr = TLanes.Load(ref workspace, At(Sum.Loss));
        var r0 = TLanes.Load(ref workspace, At(Sum.Gradient, 0));
        var r1 = TLanes.Load(ref workspace, At(Sum.Gradient, 1));
        var r2 = TLanes.Load(ref workspace, At(Sum.Gradient, 2));
        var r3 = TLanes.Load(ref workspace, At(Sum.Gradient, 3));
        var r4 = TLanes.Load(ref workspace, At(Sum.Gradient, 4));
        TLanes.Store(gat, ref workspace, Previous(BlockBuffer.At));
        TLanes.Store(grt, ref workspace, Previous(BlockBuffer.Rt));
        for (var n = 0; n < Block; n++)
        {
            var record = Record(n);
            var at = (nuint)(n * ChunkBatch.Lanes);
            Prefetch.Ahead(ref dry, at);
            Prefetch.Ahead(ref target, at);
            var f = TLanes.Load(ref workspace, At(BlockBuffer.Gain) + record);
            var d = Step(f, attack, release, ref high, ref low, ref before, ref step);
            TLanes.Store(d, ref workspace, At(BlockBuffer.Difference) + record);
            var a = TLanes.WhereNegative(d, attack, release);
            var drive = TLanes.Load(ref workspace, At(BlockBuffer.H) + record) - h;
            TLanes.Store(drive, ref workspace, At(BlockBuffer.DriveH) + record);
            h = TLanes.MultiplyAdd(a, drive, h);
            drive = TLanes.Load(ref workspace, At(BlockBuffer.S) + record) - gs;
            TLanes.Store(drive, ref workspace, At(BlockBuffer.DriveS) + record);
            gs = TLanes.MultiplyAdd(a, drive, gs);
            gat += TLanes.NegatedMultiplyAdd(a, gat, TLanes.Min(d, TLanes.Broadcast(-Tiny)));
            TLanes.Store(gat, ref workspace, At(BlockBuffer.At) + record);
            grt += TLanes.NegatedMultiplyAdd(a, grt, TLanes.Max(d, TLanes.Broadcast(Tiny)));
            TLanes.Store(grt, ref workspace, At(BlockBuffer.Rt) + record);

            var x = TLanes.Load(ref dry, at);
            var p = Emphasise(x, high, gain, ref s0);
            var r = TLanes.MultiplySubtract(makeUp, p, TLanes.Load(ref target, at));
            if (TWeighting.Weighted)
            {
                r *= TLanes.Load(ref workspace, At(Slot.Weights, n));
            }

            TLanes.Store(r, ref workspace, At(BlockBuffer.Residual) + record);
            rr += r * r;
            Column<TWeighting>(p, r, ref r0, n, BlockBuffer.Gain, ref workspace);
            Column<TWeighting>(Emphasise(x, h, gain, ref s1), r, ref r1, n, BlockBuffer.H, ref workspace);
            Column<TWeighting>(Emphasise(x, gs, gain, ref s2), r, ref r2, n, BlockBuffer.S, ref workspace);
            Column<TWeighting>(Emphasise(x, gat, gain, ref s3), r, ref r3, n, BlockBuffer.ColumnAt, ref workspace);
            Column<TWeighting>(Emphasise(x, grt, gain, ref s4), r, ref r4, n, BlockBuffer.ColumnRt, ref workspace);
        }

        TLanes.Store(high, ref workspace, At(Slot.GainHigh));
        TLanes.Store(low, ref workspace, At(Slot.GainLow));
        TLanes.Store(h, ref workspace, At(Slot.First, 0));
        TLanes.Store(gs, ref workspace, At(Slot.First, 1));
        TLanes.Store(gat, ref workspace, At(Slot.First, 2));
        TLanes.Store(grt, ref workspace, At(Slot.First, 3));
        TLanes.Store(s0, ref workspace, At(Slot.Emphasis, 0));
        TLanes.Store(s1, ref workspace, At(Slot.Emphasis, 1));
        TLanes.Store(s2, ref workspace, At(Slot.Emphasis, 2));
        TLanes.Store(s3, ref workspace, At(Slot.Emphasis, 3));
        TLanes.Store(s4, ref workspace, At(Slot.Emphasis, 4));
        if (TWeighting.InLoss)
        {
            TLanes.Store(rr, ref workspace, At(Sum.Loss));
            TLanes.Store(r0, ref workspace, At(Sum.Gradient, 0));
            TLanes.Store(r1, ref workspace, At(Sum.Gradient, 1));
            TLanes.Store(r2, ref workspace, At(Sum.Gradient, 2));
            TLanes.Store(r3, ref workspace, At(Sum.Gradient, 3));
            TLanes.Store(r4, ref workspace, At(Sum.Gradient, 4));
        }
    }

    /// <summary>Keeps a column and adds its product with the residual.</summary>
    /// <remarks>
    /// A multiplication and an addition where a multiply-add would do: on a Zen 4 stores hold up multiply-adds, and no
    /// multiplications (see the README here). P(x g_s) is an exception: while nothing drives g_s, its product with the
    /// residual rounds to denormals, which a multiply-add never sees.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<TWeighting>(
        TLanes p, TLanes r, ref TLanes product, int n, BlockBuffer buffer, ref float workspace)
        where TWeighting : struct, IWeighting
    {
        if (!TWeighting.InLoss)
        {
            return;
        }

        if (TWeighting.Weighted)
        {
            p *= TLanes.Load(ref workspace, At(Slot.Weights, n));
        }

        TLanes.Store(p, ref workspace, At(buffer) + Record(n));
        if (buffer == BlockBuffer.S)
        {
            product = TLanes.MultiplyAdd(r, p, product);
        }
        else
        {
            product += r * p;
        }
    }

    /// <summary>One step of P on <c>x v</c>: p = x v - s, s += (1 - pole) p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Emphasise(TLanes x, TLanes value, TLanes gain, ref TLanes s)
    {
        var p = TLanes.MultiplySubtract(x, value, s);
        s = TLanes.MultiplyAdd(gain, p, s);
        return p;
    }

    /// <summary>
    /// p_i p_j; and, run backwards over the block for it, w = P^T r for the second tangents. Returns sigma of <see cref="SecondTangents"/>.
    /// </summary>
    private static TLanes Products<TSecond>(ref float dry, ref float workspace)
        where TSecond : struct, IFlag
    {
        var sigma = TLanes.Broadcast(0);
        var gain = TLanes.Broadcast(EmphasisGain);
        var a00 = TLanes.Load(ref workspace, At(Sum.Products, 0));
        var a01 = TLanes.Load(ref workspace, At(Sum.Products, 1));
        var a02 = TLanes.Load(ref workspace, At(Sum.Products, 2));
        var a03 = TLanes.Load(ref workspace, At(Sum.Products, 3));
        var a04 = TLanes.Load(ref workspace, At(Sum.Products, 4));
        var a11 = TLanes.Load(ref workspace, At(Sum.Products, 5));
        var a12 = TLanes.Load(ref workspace, At(Sum.Products, 6));
        var a13 = TLanes.Load(ref workspace, At(Sum.Products, 7));
        var a14 = TLanes.Load(ref workspace, At(Sum.Products, 8));
        var a22 = TLanes.Load(ref workspace, At(Sum.Products, 9));
        var a23 = TLanes.Load(ref workspace, At(Sum.Products, 10));
        var a24 = TLanes.Load(ref workspace, At(Sum.Products, 11));
        var a33 = TLanes.Load(ref workspace, At(Sum.Products, 12));
        var a34 = TLanes.Load(ref workspace, At(Sum.Products, 13));
        var a44 = TLanes.Load(ref workspace, At(Sum.Products, 14));
        for (var n = Block - 1; n >= 0; n--)
        {
            var record = Record(n);
            var p0 = TLanes.Load(ref workspace, At(BlockBuffer.Gain) + record);
            var p1 = TLanes.Load(ref workspace, At(BlockBuffer.H) + record);
            var p2 = TLanes.Load(ref workspace, At(BlockBuffer.S) + record);
            var p3 = TLanes.Load(ref workspace, At(BlockBuffer.ColumnAt) + record);
            var p4 = TLanes.Load(ref workspace, At(BlockBuffer.ColumnRt) + record);
            a00 = TLanes.MultiplyAdd(p0, p0, a00);
            a01 = TLanes.MultiplyAdd(p0, p1, a01);
            a02 = TLanes.MultiplyAdd(p0, p2, a02);
            a03 = TLanes.MultiplyAdd(p0, p3, a03);
            a04 = TLanes.MultiplyAdd(p0, p4, a04);
            a11 = TLanes.MultiplyAdd(p1, p1, a11);
            a12 = TLanes.MultiplyAdd(p1, p2, a12);
            a13 = TLanes.MultiplyAdd(p1, p3, a13);
            a14 = TLanes.MultiplyAdd(p1, p4, a14);
            a22 = TLanes.MultiplyAdd(p2, p2, a22);
            a23 = TLanes.MultiplyAdd(p2, p3, a23);
            a24 = TLanes.MultiplyAdd(p2, p4, a24);
            a33 = TLanes.MultiplyAdd(p3, p3, a33);
            a34 = TLanes.MultiplyAdd(p3, p4, a34);
            a44 = TLanes.MultiplyAdd(p4, p4, a44);
            if (TSecond.IsSet)
            {
                var w = TLanes.MultiplyAdd(gain, sigma, TLanes.Load(ref workspace, At(BlockBuffer.Residual) + record));
                sigma -= w;
                var x = TLanes.Load(ref dry, (nuint)(n * ChunkBatch.Lanes));
                TLanes.Store(x * w, ref workspace, At(BlockBuffer.Residual) + record);
            }
        }

        TLanes.Store(a00, ref workspace, At(Sum.Products, 0));
        TLanes.Store(a01, ref workspace, At(Sum.Products, 1));
        TLanes.Store(a02, ref workspace, At(Sum.Products, 2));
        TLanes.Store(a03, ref workspace, At(Sum.Products, 3));
        TLanes.Store(a04, ref workspace, At(Sum.Products, 4));
        TLanes.Store(a11, ref workspace, At(Sum.Products, 5));
        TLanes.Store(a12, ref workspace, At(Sum.Products, 6));
        TLanes.Store(a13, ref workspace, At(Sum.Products, 7));
        TLanes.Store(a14, ref workspace, At(Sum.Products, 8));
        TLanes.Store(a22, ref workspace, At(Sum.Products, 9));
        TLanes.Store(a23, ref workspace, At(Sum.Products, 10));
        TLanes.Store(a24, ref workspace, At(Sum.Products, 11));
        TLanes.Store(a33, ref workspace, At(Sum.Products, 12));
        TLanes.Store(a34, ref workspace, At(Sum.Products, 13));
        TLanes.Store(a44, ref workspace, At(Sum.Products, 14));
        return sigma;
    }
}
