using FourA2A.Newton;

namespace FourA2A.Differentiation;

/// <summary>
/// The gradient in forward mode, all tangents kept; then the second tangent of each pair of coordinates <c>i &lt;= j</c>, one pair at a time.
/// </summary>
/// <remarks>
/// With S, C, T of <see cref="StagedHessian{TSignal}"/>: T JVPs and C of the loss; <c>sum over i &lt;= j of (S - max(o(i), o(j)))</c> JVPs of the JVP, 43 of the model, and
/// <c>C (C + 1) / 2</c> of the loss. A second tangent starts where the second of its coordinates comes in. Arrays: S values, T tangents, and the second tangents
/// into and out of a stage: <c>S + T + 2</c>.
/// </remarks>
/// <param name="batch">The batch; owned.</param>
/// <inheritdoc cref="StagedHessian{TSignal}" path="/typeparam"/>
public sealed class ForwardOverForward<TSignal>(IStagedBatch<TSignal> batch) : StagedHessian<TSignal>(batch)
    where TSignal : class
{
    /// <inheritdoc/>
    public override HessianKind Kind => HessianKind.ForwardOverForward;

    private protected override void Run(ChainSweeps<TSignal> sweeps)
    {
        ChainTangent<TSignal>[] tangents = [.. sweeps.Coordinates.Select(sweeps.Tangent)];
        foreach (var first in tangents)
        {
            sweeps.Loss.Jvp(first.OfOutput, HessianSums.Gradient + first.Coordinate);
            foreach (var second in tangents[first.Coordinate..])
            {
                var ofOutput = sweeps.SecondTangent(first, second);
                sweeps.Loss.JvpOfJvp(first.OfOutput, second.OfOutput, ofOutput, HessianSums.Row(first.Coordinate) + second.Coordinate);
                sweeps.Return(ofOutput);
            }
        }

        foreach (var tangent in tangents)
        {
            sweeps.Return(tangent);
        }
    }

    private protected override double Entry(double[] sums, int i, int j) => sums[HessianSums.Row(int.Min(i, j)) + int.Max(i, j)];
}
