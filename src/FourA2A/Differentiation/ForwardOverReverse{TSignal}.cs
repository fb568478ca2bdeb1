using FourA2A.Newton;

namespace FourA2A.Differentiation;

/// <summary>
/// Dual numbers with the directions of all coordinates through the gradient program: values and tangents forward, then one reverse sweep that
/// carries the adjoint and its tangents.
/// </summary>
/// <remarks>
/// With S, C, o, T of <see cref="StagedHessian{TSignal}"/>: T JVPs; <c>S - o</c> VJPs and one of the loss; <c>C (S - o)</c> JVPs of the VJP and C of the loss, the same
/// work as <see cref="ReverseOverReverse{TSignal}"/>. Of the adjoints only those of the stage at hand are there, but the tangents of all coordinates wait for
/// the reverse sweep at once. Arrays: S values, T tangents, the adjoint and its C tangents before a stage, and behind it the adjoint and the one tangent in work:
/// <c>S + T + C + 3</c>.
/// </remarks>
/// <param name="batch">The batch; owned.</param>
/// <inheritdoc cref="StagedHessian{TSignal}" path="/typeparam"/>
public sealed class ForwardOverReverse<TSignal>(IStagedBatch<TSignal> batch) : StagedHessian<TSignal>(batch)
    where TSignal : class
{
    /// <inheritdoc/>
    public override HessianKind Kind => HessianKind.ForwardOverReverse;

    private protected override void Run(ChainSweeps<TSignal> sweeps)
    {
        ChainTangent<TSignal>[] tangents = [.. sweeps.Coordinates.Select(sweeps.Tangent)];
        TSignal? adjoint = sweeps.LossVjp();
        TSignal?[] adjointTangents = [.. tangents.Select(sweeps.LossJvpOfVjp)];
        for (var stage = sweeps.Last; stage >= sweeps.First; stage--)
        {
            var ofInput = sweeps.Vjp(stage, adjoint!, HessianSums.Gradient, sweeps.First);
            foreach (var i in sweeps.Coordinates)
            {
                adjointTangents[i] = sweeps.JvpOfVjp(stage, tangents[i], adjointTangents[i]!, HessianSums.Row(i));
            }

            sweeps.Return(adjoint);
            adjoint = ofInput;
        }
    }
}
