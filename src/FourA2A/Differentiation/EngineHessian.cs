using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Newton;
using FourA2A.Objective;

namespace FourA2A.Differentiation;

/// <summary>
/// What an engine computes itself, in one pass, as a strategy beside the staged ones.
/// </summary>
public sealed class EngineHessian : IHessianStrategy
{
    private readonly IEngine engine;
    private readonly EvaluationOrder order;

    /// <summary>
    /// A strategy that owns its engine.
    /// </summary>
    /// <param name="kind"><see cref="HessianKind.Fused"/> or <see cref="HessianKind.GaussNewton"/>.</param>
    /// <param name="engine">The engine.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another kind.</exception>
    public EngineHessian(HessianKind kind, IEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        order = kind switch
        {
            HessianKind.Fused => EvaluationOrder.ExactHessian,
            HessianKind.GaussNewton => EvaluationOrder.GaussNewton,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"Expected {HessianKind.Fused} or {HessianKind.GaussNewton}."),
        };
        (Kind, this.engine) = (kind, engine);
    }

    /// <inheritdoc/>
    public HessianKind Kind { get; }

    /// <inheritdoc/>
    public string EngineName => engine.Name;

    /// <inheritdoc cref="IEngine.WorkingBytes"/>
    public long PeakBytes => engine.WorkingBytes;

    /// <inheritdoc/>
    public void Upload(ChunkBatch batch) => engine.Upload(batch);

    /// <inheritdoc/>
    public Evaluation Evaluate(CoreParameters parameters) => engine.Evaluate(parameters, order);

    /// <summary>
    /// Disposes of the engine.
    /// </summary>
    public void Dispose() => engine.Dispose();
}
