using System.Collections.Immutable;
using FourA2A.Compressor;

namespace FourA2A.Differentiation;

/// <summary>
/// The derivatives of everything that flows along a chain by one core coordinate.
/// </summary>
/// <param name="coordinate">Index into <see cref="CoreParameters.Names"/>.</param>
/// <param name="owner">Index of the stage that has the coordinate.</param>
/// <param name="stageCount">Stages of the chain.</param>
/// <typeparam name="TSignal">See <see cref="IStage{TSignal}"/>.</typeparam>
internal sealed class ChainTangent<TSignal>(int coordinate, int owner, int stageCount)
    where TSignal : class
{
    private readonly ImmutableArray<double> theta = [.. CoreParameters.Names.Select((_, i) => i == coordinate ? 1.0 : 0.0)];

    /// <summary>Index into <see cref="CoreParameters.Names"/>.</summary>
    public int Coordinate => coordinate;

    /// <summary>Index of the first stage whose output moves.</summary>
    public int Owner => owner;

    /// <summary>Derivatives of the stages' inputs and, last, of the chain's output; null, for zero, up to the input of <see cref="Owner"/>.</summary>
    public TSignal?[] Signals { get; } = new TSignal?[stageCount + 1];

    /// <summary>The derivative of the chain's output, once it is there.</summary>
    public TSignal OfOutput => Signals[^1]!;

    /// <summary>The direction as a stage sees it.</summary>
    public StageTangent<TSignal> At(int stage) => new(theta, Signals[stage], Signals[stage + 1]);
}
