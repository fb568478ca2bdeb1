using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Objective;

namespace FourA2A.Tests.Engines;

/// <summary>
/// A batch and a point to evaluate it at, with what the serial engine says.
/// </summary>
/// <param name="Dry">Dry signal.</param>
/// <param name="Wet">Wet signal.</param>
/// <param name="Layout">How they are cut.</param>
/// <param name="Parameters">Where to evaluate.</param>
internal sealed record EngineCase(float[] Dry, float[] Wet, ChunkLayout Layout, CompressorParameters Parameters)
{
    private readonly Lazy<ChunkBatch> batch = new(() => ChunkBatch.FromPair(
        new ArraySignal(Dry, Layout.SampleRate), new ArraySignal(Wet, Layout.SampleRate), Layout));

    private Evaluation? reference;

    /// <summary>How much more the derivatives of this case feel single precision than those of others; its reason stands with the case.</summary>
    public double SinglePrecisionFactor { get; init; } = 1;

    public ChunkBatch Batch => batch.Value;

    public CoreParameters Core => CoreParameters.FromPhysical(Parameters, Layout.SampleRate);

    /// <summary>Exact Hessian by the serial engine, computed once for all engines.</summary>
    public Evaluation Reference => LazyInitializer.EnsureInitialized(ref reference, () =>
    {
        using var engine = new SerialEngine();
        engine.Upload(Batch);
        return engine.Evaluate(Core, EvaluationOrder.ExactHessian);
    });
}
