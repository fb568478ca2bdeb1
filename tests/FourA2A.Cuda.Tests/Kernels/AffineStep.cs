namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>The step <c>y -> Multiplier y + Value</c> of a recursion.</summary>
internal readonly record struct AffineStep(double Multiplier, double Value)
{
    /// <summary>This step, then <paramref name="next"/>: <c>(A1, b1) then (A2, b2) = (A2 A1, A2 b1 + b2)</c>.</summary>
    public AffineStep Then(AffineStep next) => new(next.Multiplier * Multiplier, (next.Multiplier * Value) + next.Value);
}
