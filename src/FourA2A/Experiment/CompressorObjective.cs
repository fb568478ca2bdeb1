using FourA2A.Compressor;
using FourA2A.Newton;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Experiment;

/// <summary>
/// The loss of an engine's uploaded batch as a function of the unconstrained coordinates.
/// </summary>
/// <param name="engine">An engine with a batch uploaded; not disposed here.</param>
/// <param name="space">The coordinates.</param>
public sealed class CompressorObjective(IEngine engine, ParameterSpace space) : IObjective
{
    /// <summary>Evaluations so far.</summary>
    public int Evaluations { get; private set; }

    /// <inheritdoc/>
    public Evaluation Evaluate(Vector<double> point, EvaluationOrder what)
    {
        Evaluations++;
        var at = new UnconstrainedParameters(point);
        return space.ToUnconstrained(engine.Evaluate(space.ToCore(at), what), at);
    }
}
