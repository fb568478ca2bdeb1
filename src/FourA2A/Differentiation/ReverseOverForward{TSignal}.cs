using FourA2A.Newton;

namespace FourA2A.Differentiation;

/// <summary>
/// The gradient in forward mode, all tangents recorded; then for each coordinate a reverse sweep over its tangent's program.
/// </summary>
/// <remarks>
/// <para>That sweep starts at <c>l_i = 2 sum w (p - t) p_i</c> and carries two cotangents, of the tangent and of the value. The VJP of the JVP is the VJP for the first and
/// the JVP of the VJP for the second. Before the stage that has the coordinate there is no tangent, and the value's cotangent goes on alone by the
/// VJP.</para>
/// <para>With S, C, o, T of <see cref="StagedHessian{TSignal}"/>: T JVPs and C of the loss; T VJPs of the tangents' cotangents and <c>C (S - o) - T</c> of the values', and C of
/// the loss; T JVPs of the VJP and C of the loss. The tangents' cotangents hardly depend on the coordinate; reverse mode over a vectorised forward mode
/// computes them for each one anew, and so does this. Arrays: S values, T tangents, and the two cotangents into and out of a stage: <c>S + T + 4</c>.</para>
/// </remarks>
/// <param name="batch">The batch; owned.</param>
/// <inheritdoc cref="StagedHessian{TSignal}" path="/typeparam"/>
public sealed class ReverseOverForward<TSignal>(IStagedBatch<TSignal> batch) : StagedHessian<TSignal>(batch)
    where TSignal : class
{
    /// <inheritdoc/>
    public override HessianKind Kind => HessianKind.ReverseOverForward;

    private protected override void Run(ChainSweeps<TSignal> sweeps)
    {
        ChainTangent<TSignal>[] tangents = [.. sweeps.Coordinates.Select(sweeps.Tangent)];
        foreach (var tangent in tangents)
        {
            sweeps.Loss.Jvp(tangent.OfOutput, HessianSums.Gradient + tangent.Coordinate);
        }

        foreach (var tangent in tangents)
        {
            Row(sweeps, tangent);
        }
    }

    private static void Row(ChainSweeps<TSignal> sweeps, ChainTangent<TSignal> tangent)
    {
        var row = HessianSums.Row(tangent.Coordinate);
        TSignal? ofTangent = sweeps.LossVjp();
        TSignal? ofValue = sweeps.LossJvpOfVjp(tangent);
        var stage = sweeps.Last;
        for (; stage >= tangent.Owner; stage--)
        {
            var below = sweeps.Vjp(stage, ofTangent!, HessianSums.Unused, tangent.Owner);
            ofValue = sweeps.JvpOfVjp(stage, tangent, ofValue!, row);
            sweeps.Return(ofTangent);
            ofTangent = below;
        }

        for (; stage >= sweeps.First; stage--)
        {
            var below = sweeps.Vjp(stage, ofValue!, row, sweeps.First);
            sweeps.Return(ofValue);
            ofValue = below;
        }
    }
}
