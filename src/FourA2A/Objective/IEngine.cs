using FourA2A.Chunks;
using FourA2A.Compressor;

namespace FourA2A.Objective;

/// <summary>
/// Computes the loss <c>sum over chunks, sum over n &gt;= warm-up of (P z - P y)^2</c> and its derivatives in core
/// coordinates. Engines differ in speed, never in what a caller can ask; the serial one is the referee.
/// </summary>
public interface IEngine : IDisposable
{
    /// <summary>Name for reports, for example <c>simd (Vector512, 2 threads)</c>.</summary>
    string Name { get; }

    /// <summary>Bytes that the engine has taken beyond the audio of the uploaded batch, the most so far.</summary>
    long WorkingBytes { get; }

    /// <summary>
    /// Makes a batch the one that is evaluated. Called again after the batch's target has been rewritten.
    /// The engine may keep a reference: the caller leaves the batch alone while it evaluates.
    /// </summary>
    /// <exception cref="EngineException">The engine's device fails or has too little memory.</exception>
    void Upload(ChunkBatch batch);

    /// <summary>
    /// Evaluates the uploaded batch. The result depends on the batch and the parameters only, to the bit, not on
    /// the number of threads.
    /// </summary>
    /// <exception cref="InvalidOperationException">No batch has been uploaded.</exception>
    /// <exception cref="EngineException">The engine's device fails, or its result is no number.</exception>
    Evaluation Evaluate(CoreParameters parameters, EvaluationOrder what);
}
