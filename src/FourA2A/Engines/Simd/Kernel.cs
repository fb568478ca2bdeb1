using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Objective;

namespace FourA2A.Engines.Simd;

/// <summary>
/// One pass over the chunks of a group, one chunk a lane: loss, gradient, Gauss-Newton products and second tangents in
/// forward mode, fused, nothing stored but the buffers of a block.
/// </summary>
/// <remarks>
/// <para>A block of 32 samples goes through phases that each fit the registers, with records in the first-level cache
/// between them: curve; gain with first tangents, pre-emphasised columns and residual; products, with the residual sent back
/// through the pre-emphasis; second tangents. Accumulators are floats, added to double sums every 512 samples.</para>
/// <para>Raw channels leave constant factors out (see <see cref="RawSums"/> for the scales):
/// h is the response to f where active, so g_CT = k s h and g_s = ln 2 g_s' with the source e f, e = log2 units.
/// Second tangents q: (s,s); (CT,at), (CT,rt); (s,at), (s,rt); (at,at), (rt,rt), (at,rt). (CT,CT) and (CT,s) follow
/// from h and g_s: g_CTCT = k s g_CT, g_CTs = g_CT/s + k s g_s.</para>
/// <para>What shaped it, and what lost, stands with its cycles in the README beside this file.</para>
/// <para>Sources that are zero for long stretches are 1e-20-sized instead: a tangent that decays into denormals halves
/// the speed.</para>
/// </remarks>
/// <typeparam name="TLanes">The vector.</typeparam>
internal static partial class Kernel<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Stands for zero where an exact zero would end in denormals.</summary>
    private const float Tiny = 1e-20f;

    /// <summary>Stands for zero excess of level: 2^(-s 1e-8) still rounds to 1, and 1e-8^2 times <see cref="Tiny"/> is no denormal.</summary>
    private const float TinyExcess = 1e-8f;

    /// <summary>What accumulators start from, for the same reason.</summary>
    private const float TinySum = 1e-30f;

    /// <summary>1 - 0.995: see the state form of the pre-emphasis, p = v - s, s += (1 - pole) p.</summary>
    private const float EmphasisGain = (float)(1 - ModelConstants.PreEmphasisPole);

    /// <summary>Samples after which the float accumulators are added to the double sums.</summary>
    /// <remarks>A float sum of 512 terms of one sign keeps about 1e-6, far below what its double total averages out.</remarks>
    public const int SegmentLength = 16 * Block;

    private const int Block = ChunkBatch.BlockLength;

    private const int RecordLength = (int)BlockBuffer.Count;

    /// <summary>
    /// Makes the workspace ready for a group: parameters, lengths and initial states.
    /// </summary>
    public static void Start(GroupAudio audio, CoreParameters parameters, ref float workspace)
    {
        for (var slot = Slot.GainLow; slot < Slot.Buffers; slot++)
        {
            Set(slot, slot >= Slot.Accumulators ? TinySum : 0, ref workspace);
        }

        // The level is stored as log2 of the amplitude: 1 dB is log2(10) / 20 of it.
        var smoother = parameters.SingleSmoother;
        Set(Slot.Threshold, parameters.ThresholdDb * Math.Log2(10) / 20, ref workspace);
        Set(Slot.Slope, parameters.Slope, ref workspace);
        Set(Slot.Attack, smoother.Attack, ref workspace);
        Set(Slot.Release, smoother.Release, ref workspace);
        Set(Slot.MakeUp, Math.Exp(ModelConstants.NepersPerDecibel * parameters.MakeUpDb), ref workspace);
        Set(Slot.GainHigh, 1, ref workspace);
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            Unsafe.Add(ref workspace, At(Slot.End) + (nuint)lane) = audio.Length(lane);
        }

        static void Set(Slot slot, double value, ref float workspace)
            => TLanes.Store(TLanes.Broadcast((float)value), ref workspace, At(slot));
    }

    /// <summary>
    /// Goes on for <see cref="SegmentLength"/> samples from <paramref name="start"/> on, and adds what it sums over them to
    /// <paramref name="sums"/> (SumCount x 16, this pass's lanes only).
    /// </summary>
    public static void Run(GroupAudio audio, int start, ref float workspace, EvaluationOrder order, Span<double> sums)
    {
        ref var level = ref Unsafe.Add(ref MemoryMarshal.GetReference(audio.Level), audio.FirstLane);
        ref var dry = ref Unsafe.Add(ref MemoryMarshal.GetReference(audio.Dry), audio.FirstLane);
        ref var target = ref Unsafe.Add(ref MemoryMarshal.GetReference(audio.Target), audio.FirstLane);
        var end = Math.Min(start + SegmentLength, audio.End);
        for (int n = start, length; n < end; n += length)
        {
            var offset = n * ChunkBatch.Lanes;
            ref var levels = ref Unsafe.Add(ref level, offset);
            ref var x = ref Unsafe.Add(ref dry, offset);
            ref var y = ref Unsafe.Add(ref target, offset);
            if (n + Block <= audio.WarmUp)
            {
                length = Length(audio.WarmUp);
                RunBlock<IWeighting.None>(order, ref levels, ref x, ref y, length, ref workspace);
            }
            else if (n >= audio.WarmUp && n + Block <= audio.FullEnd)
            {
                length = Length(audio.FullEnd);
                RunBlock<IWeighting.Whole>(order, ref levels, ref x, ref y, length, ref workspace);
            }
            else
            {
                length = Block;
                WriteWeights(n, audio.WarmUp, ref workspace);
                RunBlock<IWeighting.Partial>(order, ref levels, ref x, ref y, length, ref workspace);
            }

            // Without buffers to fill, the loss goes on while the weighting stays.
            int Length(int limit)
                => order == EvaluationOrder.Loss ? (Math.Min(limit, start + SegmentLength) - n) / Block * Block : Block;
        }

        Flush(audio.FirstLane, ref workspace, sums);
    }

    private static void RunBlock<TWeighting>(
        EvaluationOrder order, ref float levels, ref float x, ref float y, int length, ref float workspace)
        where TWeighting : struct, IWeighting
    {
        if (order == EvaluationOrder.Loss)
        {
            Loss<TWeighting>(ref levels, ref x, ref y, length, ref workspace);
            return;
        }

        Curve(ref levels, ref workspace);
        Tangents<TWeighting>(ref x, ref y, ref workspace);
        if (order == EvaluationOrder.GaussNewton && TWeighting.InLoss)
        {
            Products<IFlag.No>(ref x, ref workspace);
        }
        else if (order == EvaluationOrder.ExactHessian)
        {
            var sigma = TWeighting.InLoss ? Products<IFlag.Yes>(ref x, ref workspace) : TLanes.Broadcast(0);
            SecondTangents<TWeighting>(sigma, ref x, ref workspace);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint At(Slot slot) => (nuint)((int)slot * TLanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint At(Slot slot, int index) => (nuint)(((int)slot + index) * TLanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint At(Sum sum, int index = 0) => At(Slot.Accumulators, (int)sum + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint At(BlockBuffer buffer)
        => (nuint)(((int)Slot.Buffers + (int)buffer + RecordLength) * TLanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Previous(BlockBuffer buffer) => (nuint)(((int)Slot.Buffers + (int)buffer) * TLanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Record(int sample) => (nuint)(sample * RecordLength * TLanes.Count);

    private static void Flush(int firstLane, ref float workspace, Span<double> sums)
    {
        for (var sum = 0; sum < Channels.SumCount; sum++)
        {
            var slot = At(Slot.Accumulators, sum);
            TLanes.AddTo(TLanes.Load(ref workspace, slot), ref sums.Slice((sum * ChunkBatch.Lanes) + firstLane, TLanes.Count)[0]);
            TLanes.Store(TLanes.Broadcast(TinySum), ref workspace, slot);
        }
    }

    // A short last chunk makes most blocks of its group partial: this must cost little. Sample numbers are exact in a float
    // up to 2^24, 87 s of chunk at 192 kHz.
    private static void WriteWeights(int start, int warmUp, ref float workspace)
    {
        var end = TLanes.Load(ref workspace, At(Slot.End));
        for (var n = 0; n < Block; n++)
        {
            var inside = TLanes.Broadcast(start + n >= warmUp ? 1 : 0);
            var weight = TLanes.WhereNegative(TLanes.Broadcast(start + n) - end, inside, TLanes.Broadcast(0));
            TLanes.Store(weight, ref workspace, At(Slot.Weights, n));
        }
    }
}
