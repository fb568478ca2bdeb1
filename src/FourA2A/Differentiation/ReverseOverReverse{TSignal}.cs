using FourA2A.Newton;

namespace FourA2A.Differentiation;

/// <summary>
/// The gradient by a reverse sweep that keeps all its adjoints, the tape of the gradient program; then for each coordinate a reverse sweep over that
/// tape.
/// </summary>
/// <remarks>
/// <para>The sweep of coordinate i starts with a cotangent of one at the gradient's entry i. It goes through the reverse sweep's transpose first, from the
/// stage that has the coordinate to the loss: the VJP of a VJP with respect to its cotangent is the JVP. Then it goes through the forward sweep's transpose, from
/// the loss to the first stage that has a coordinate, where each stage's input gets <c>J^T c</c> of the cotangent c of its output and, from the stage's own VJP,
/// <c>ybar D2(u, e)</c> of the cotangents u, e that passed it on the way there: together the JVP of the VJP.</para>
/// <para>With S, C, o, T of <see cref="StagedHessian{TSignal}"/>: T JVPs; <c>S - o</c> VJPs and one of the loss; <c>C (S - o)</c> JVPs of the VJP and C of the loss.
/// Arrays: S values, <c>S - o</c> adjoints, at most <c>S - o</c> tangents of the one coordinate in work, and the cotangents into and out of a stage:
/// <c>S + 2 (S - o) + 2</c>.</para>
/// </remarks>
/// <param name="batch">The batch; owned.</param>
/// <inheritdoc cref="StagedHessian{TSignal}" path="/typeparam"/>
public sealed class ReverseOverReverse<TSignal>(IStagedBatch<TSignal> batch) : StagedHessian<TSignal>(batch)
    where TSignal : class
{
    /// <inheritdoc/>
    public override HessianKind Kind => HessianKind.ReverseOverReverse;

    private protected override void Run(ChainSweeps<TSignal> sweeps)
    {
        var tape = new Stack<TSignal>([sweeps.LossVjp()]);
        for (var stage = sweeps.Last; stage >= sweeps.First; stage--)
        {
            if (sweeps.Vjp(stage, tape.Peek(), HessianSums.Gradient, sweeps.First) is { } adjoint)
            {
                tape.Push(adjoint);
            }
        }

        foreach (var i in sweeps.Coordinates)
        {
            var ofAdjoint = sweeps.Tangent(i);
            TSignal? cotangent = sweeps.LossJvpOfVjp(ofAdjoint);
            for (var stage = sweeps.Last; stage >= sweeps.First; stage--)
            {
                cotangent = sweeps.JvpOfVjp(stage, ofAdjoint, cotangent!, HessianSums.Row(i));
            }
        }

        foreach (var adjoint in tape)
        {
            sweeps.Return(adjoint);
        }
    }
}
