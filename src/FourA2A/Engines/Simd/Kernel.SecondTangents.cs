using System.Runtime.CompilerServices;
using FourA2A.Chunks;

namespace FourA2A.Engines.Simd;

/// <content>Second tangents and their sums with the residual.</content>
/// <remarks>
/// <c>sum r P(x q)</c> needs no pre-emphasis of its own for each q. P is linear: within a block the residual is sent back
/// through it once, <c>w = P^T r</c>, and serves every q as <c>sum (x w) q</c>; what reaches the block from before it is
/// <c>sigma * s</c>, s the state of P on x q at the start of the block and sigma what the backward run ends with. The
/// state itself moves a block at a time, <c>s' = pole^32 s + sum (1-pole) pole^(31-n) x q</c>. Two multiply-adds a
/// channel and sample instead of four operations.
/// </remarks>
internal static partial class Kernel<TLanes>
{
    private static readonly float BlockDecay = (float)Math.Pow(Compressor.ModelConstants.PreEmphasisPole, Block);

    private static readonly float[] Decays =
    [
        .. Enumerable.Range(0, Block).Select(n => (float)(
            (1 - Compressor.ModelConstants.PreEmphasisPole)
            * Math.Pow(Compressor.ModelConstants.PreEmphasisPole, Block - 1 - n))),
    ];

    /// <summary>
    /// The channels (s,s); (CT,at), (CT,rt); (s,at), (s,rt); (at,at), (rt,rt), (at,rt).
    /// </summary>
    private static void SecondTangents<TWeighting>(TLanes sigma, ref float dry, ref float workspace)
        where TWeighting : struct, IWeighting
    {
        var attack = TLanes.Load(ref workspace, At(Slot.Attack));
        var release = TLanes.Load(ref workspace, At(Slot.Release));
        var tiny = TLanes.Broadcast(Tiny);
        var q0 = TLanes.Load(ref workspace, At(Slot.Second, 0));
        var q1 = TLanes.Load(ref workspace, At(Slot.Second, 1));
        var q2 = TLanes.Load(ref workspace, At(Slot.Second, 2));
        var q3 = TLanes.Load(ref workspace, At(Slot.Second, 3));
        var q4 = TLanes.Load(ref workspace, At(Slot.Second, 4));
        var q5 = TLanes.Load(ref workspace, At(Slot.Second, 5));
        var q6 = TLanes.Load(ref workspace, At(Slot.Second, 6));
        var q7 = TLanes.Load(ref workspace, At(Slot.Second, 7));
        var sum0 = TLanes.Load(ref workspace, At(Sum.Second, 0));
        var sum1 = TLanes.Load(ref workspace, At(Sum.Second, 1));
        var sum2 = TLanes.Load(ref workspace, At(Sum.Second, 2));
        var sum3 = TLanes.Load(ref workspace, At(Sum.Second, 3));
        var sum4 = TLanes.Load(ref workspace, At(Sum.Second, 4));
        var sum5 = TLanes.Load(ref workspace, At(Sum.Second, 5));
        var sum6 = TLanes.Load(ref workspace, At(Sum.Second, 6));
        var sum7 = TLanes.Load(ref workspace, At(Sum.Second, 7));
        var end0 = TLanes.Broadcast(0);
        var end1 = end0;
        var end2 = end0;
        var end3 = end0;
        var end4 = end0;
        var end5 = end0;
        var end6 = end0;
        var end7 = end0;
        for (var n = 0; n < Block; n++)
        {
            var record = Record(n);
            var d = TLanes.Load(ref workspace, At(BlockBuffer.Difference) + record);
            var a = TLanes.WhereNegative(d, attack, release);
            var adjoint = TWeighting.InLoss ? TLanes.Load(ref workspace, At(BlockBuffer.Residual) + record) : TLanes.Broadcast(0);
            var decayed = TLanes.Load(ref dry, (nuint)(n * ChunkBatch.Lanes)) * TLanes.Broadcast(Decays[n]);

            q0 = TLanes.MultiplyAdd(a, TLanes.Load(ref workspace, At(BlockBuffer.SourceSs) + record) - q0, q0);
            sum0 = TLanes.MultiplyAdd(adjoint, q0, sum0);
            end0 = TLanes.MultiplyAdd(decayed, q0, end0);

            var drive = TLanes.Load(ref workspace, At(BlockBuffer.DriveH) + record);
            q1 += TLanes.NegatedMultiplyAdd(a, q1, TLanes.WhereNegative(d, drive, tiny));
            sum1 = TLanes.MultiplyAdd(adjoint, q1, sum1);
            end1 = TLanes.MultiplyAdd(decayed, q1, end1);
            q2 += TLanes.NegatedMultiplyAdd(a, q2, TLanes.WhereNegative(d, tiny, drive));
            sum2 = TLanes.MultiplyAdd(adjoint, q2, sum2);
            end2 = TLanes.MultiplyAdd(decayed, q2, end2);

            drive = TLanes.Load(ref workspace, At(BlockBuffer.DriveS) + record);
            q3 += TLanes.NegatedMultiplyAdd(a, q3, TLanes.WhereNegative(d, drive, tiny));
            sum3 = TLanes.MultiplyAdd(adjoint, q3, sum3);
            end3 = TLanes.MultiplyAdd(decayed, q3, end3);
            q4 += TLanes.NegatedMultiplyAdd(a, q4, TLanes.WhereNegative(d, tiny, drive));
            sum4 = TLanes.MultiplyAdd(adjoint, q4, sum4);
            end4 = TLanes.MultiplyAdd(decayed, q4, end4);

            var at = TLanes.Load(ref workspace, Previous(BlockBuffer.At) + record);
            var rt = TLanes.Load(ref workspace, Previous(BlockBuffer.Rt) + record);
            q5 += TLanes.NegatedMultiplyAdd(a, q5, TLanes.WhereNegative(d, at, tiny));
            sum5 = TLanes.MultiplyAdd(adjoint, q5, sum5);
            end5 = TLanes.MultiplyAdd(decayed, q5, end5);
            q6 += TLanes.NegatedMultiplyAdd(a, q6, TLanes.WhereNegative(d, tiny, rt));
            sum6 = TLanes.MultiplyAdd(adjoint, q6, sum6);
            end6 = TLanes.MultiplyAdd(decayed, q6, end6);
            q7 += TLanes.NegatedMultiplyAdd(a, q7, TLanes.WhereNegative(d, rt, at));
            sum7 = TLanes.MultiplyAdd(adjoint, q7, sum7);
            end7 = TLanes.MultiplyAdd(decayed, q7, end7);
        }

        TLanes.Store(q0, ref workspace, At(Slot.Second, 0));
        TLanes.Store(q1, ref workspace, At(Slot.Second, 1));
        TLanes.Store(q2, ref workspace, At(Slot.Second, 2));
        TLanes.Store(q3, ref workspace, At(Slot.Second, 3));
        TLanes.Store(q4, ref workspace, At(Slot.Second, 4));
        TLanes.Store(q5, ref workspace, At(Slot.Second, 5));
        TLanes.Store(q6, ref workspace, At(Slot.Second, 6));
        TLanes.Store(q7, ref workspace, At(Slot.Second, 7));
        EndBlock(0, sum0, end0, sigma, ref workspace);
        EndBlock(1, sum1, end1, sigma, ref workspace);
        EndBlock(2, sum2, end2, sigma, ref workspace);
        EndBlock(3, sum3, end3, sigma, ref workspace);
        EndBlock(4, sum4, end4, sigma, ref workspace);
        EndBlock(5, sum5, end5, sigma, ref workspace);
        EndBlock(6, sum6, end6, sigma, ref workspace);
        EndBlock(7, sum7, end7, sigma, ref workspace);
    }

    /// <summary>Adds what reached the block from before it, and moves the pre-emphasis state on to the end of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndBlock(int channel, TLanes sum, TLanes end, TLanes sigma, ref float workspace)
    {
        var state = TLanes.Load(ref workspace, At(Slot.SecondEmphasis, channel));
        TLanes.Store(TLanes.MultiplyAdd(sigma, state, sum), ref workspace, At(Sum.Second, channel));
        TLanes.Store(
            TLanes.MultiplyAdd(TLanes.Broadcast(BlockDecay), state, end), ref workspace, At(Slot.SecondEmphasis, channel));
    }
}
