using System.Collections.Immutable;

namespace FourA2A.Differentiation;

/// <summary>
/// The model over one piece of a batch, as its stages in order, with memory for what flows between them.
/// </summary>
/// <typeparam name="TSignal">See <see cref="IStage{TSignal}"/>.</typeparam>
public interface IStageChain<TSignal>
    where TSignal : class
{
    /// <summary>Level, gain computer, ballistics, make-up, pre-emphasis: each one's output is the next one's input.</summary>
    ImmutableArray<IStage<TSignal>> Stages { get; }

    /// <summary>What the last stage's output goes into.</summary>
    ILossStage<TSignal> Loss { get; }

    /// <summary>The first stage's input.</summary>
    TSignal Dry { get; }

    /// <summary>A signal of the piece's shape with anything in it; the caller gives it back.</summary>
    TSignal Rent();

    /// <summary>Takes back what <see cref="Rent"/> gave, to be rented again.</summary>
    void Return(TSignal signal);

    /// <summary>
    /// The sums that the stages have left, by number, <see cref="HessianSums.Count"/> of them; waits for them. A sum that no stage has left is anything.
    /// </summary>
    double[] ReadSums();
}
