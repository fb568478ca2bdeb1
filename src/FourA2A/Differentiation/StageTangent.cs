using System.Collections.Immutable;

namespace FourA2A.Differentiation;

/// <summary>
/// A direction as one stage sees it.
/// </summary>
/// <param name="Theta">Change of the core coordinates, in the order of <see cref="Compressor.CoreParameters.Names"/>; a stage reads those that it has.</param>
/// <param name="X">Change of the stage's input; null is zero.</param>
/// <param name="Y">Change of the stage's output, as its JVP gave it; null is zero.</param>
/// <typeparam name="TSignal">See <see cref="IStage{TSignal}"/>.</typeparam>
public readonly record struct StageTangent<TSignal>(ImmutableArray<double> Theta, TSignal? X, TSignal? Y = null)
    where TSignal : class;
