using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Newton;
using FourA2A.Objective;

namespace FourA2A.Differentiation;

/// <summary>
/// One way to compute second derivatives of the loss on one engine.
/// </summary>
public interface IHessianStrategy : IDisposable
{
    /// <summary>Which way.</summary>
    HessianKind Kind { get; }

    /// <summary>Name of the engine for reports.</summary>
    string EngineName { get; }

    /// <summary>Most bytes in use beyond the audio, since the last <see cref="Upload"/>.</summary>
    long PeakBytes { get; }

    /// <inheritdoc cref="IEngine.Upload"/>
    void Upload(ChunkBatch batch);

    /// <summary>
    /// Loss, gradient and matrix at a point: the Gauss-Newton matrix for <see cref="HessianKind.GaussNewton"/>, else the Hessian.
    /// </summary>
    /// <inheritdoc cref="IEngine.Evaluate" path="/exception"/>
    Evaluation Evaluate(CoreParameters parameters);
}
