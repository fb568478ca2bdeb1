using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Newton;
using FourA2A.Objective;

namespace FourA2A.Differentiation;

/// <summary>
/// An engine whose exact Hessian comes from a strategy, and all else from another engine: a fit whose losses stay fast.
/// </summary>
public sealed class HessianStrategyEngine : IEngine
{
    private readonly IEngine rest;
    private readonly IHessianStrategy strategy;

    /// <summary>
    /// Puts the two together; owns both.
    /// </summary>
    /// <param name="strategy">Computes Hessians.</param>
    /// <param name="rest">Computes losses, gradients and Gauss-Newton matrices.</param>
    /// <exception cref="ArgumentException">The strategy computes no Hessian: it is <see cref="HessianKind.GaussNewton"/>.</exception>
    public HessianStrategyEngine(IHessianStrategy strategy, IEngine rest)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(rest);
        if (strategy.Kind == HessianKind.GaussNewton)
        {
            throw new ArgumentException($"Expected a strategy that computes the Hessian, found {strategy.Kind}.", nameof(strategy));
        }

        (this.strategy, this.rest) = (strategy, rest);
    }

    /// <summary>Names both: <c>simd (Vector512, 2 threads), Hessian reverse-over-reverse by serial (double, 2 threads)</c>.</summary>
    public string Name => $"{rest.Name}, Hessian {strategy.Kind.Word()} by {strategy.EngineName}";

    /// <inheritdoc/>
    public long WorkingBytes => rest.WorkingBytes + strategy.PeakBytes;

    /// <inheritdoc/>
    public void Upload(ChunkBatch batch)
    {
        rest.Upload(batch);
        strategy.Upload(batch);
    }

    /// <inheritdoc/>
    public Evaluation Evaluate(CoreParameters parameters, EvaluationOrder what)
        => what < EvaluationOrder.ExactHessian
            ? rest.Evaluate(parameters, what)
            : rest.Evaluate(parameters, EvaluationOrder.GaussNewton) with { Hessian = strategy.Evaluate(parameters).Hessian };

    /// <summary>
    /// Disposes of both.
    /// </summary>
    public void Dispose()
    {
        strategy.Dispose();
        rest.Dispose();
    }
}
