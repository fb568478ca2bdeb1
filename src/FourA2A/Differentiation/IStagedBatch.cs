using FourA2A.Chunks;
using FourA2A.Objective;

namespace FourA2A.Differentiation;

/// <summary>
/// A batch in pieces, each of which a chain of stages can be run over: on the host a chunk at a time, on a card up to 16 chunks.
/// </summary>
/// <typeparam name="TSignal">See <see cref="IStage{TSignal}"/>.</typeparam>
public interface IStagedBatch<TSignal> : IDisposable
    where TSignal : class
{
    /// <summary>Name for reports, for example <c>serial (double, 2 threads)</c>.</summary>
    string Name { get; }

    /// <summary>Most bytes that have been in use beyond the audio, since the last <see cref="Upload"/>.</summary>
    long PeakBytes { get; }

    /// <inheritdoc cref="IEngine.Upload"/>
    void Upload(ChunkBatch batch);

    /// <summary>
    /// Runs a strategy over every piece and adds up the sums that it leaves, in the order of the pieces whatever the number of threads.
    /// </summary>
    /// <param name="strategy">What to do with the chain of a piece; called from several threads at once, with a chain each.</param>
    /// <returns>The sums by number, see <see cref="HessianSums"/>.</returns>
    /// <exception cref="InvalidOperationException">No batch has been uploaded.</exception>
    /// <exception cref="EngineException">On a card: it fails, or a result is no number.</exception>
    double[] Sum(Action<IStageChain<TSignal>> strategy);
}
