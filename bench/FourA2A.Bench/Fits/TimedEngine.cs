using FourA2A.Bench.Rows;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Objective;

namespace FourA2A.Bench.Fits;

/// <summary>
/// An engine whose times in uploads and evaluations are added up.
/// </summary>
/// <param name="engine">The engine; not owned.</param>
/// <param name="afterUpload">Waits until what has been sent is there.</param>
internal sealed class TimedEngine(IEngine engine, Action afterUpload) : IEngine
{
    public string Name => engine.Name;

    public long WorkingBytes => engine.WorkingBytes;

    public double UploadSeconds { get; private set; }

    public double EvaluationSeconds { get; private set; }

    public void Upload(ChunkBatch batch) => UploadSeconds += WallClock.Seconds(() =>
    {
        engine.Upload(batch);
        afterUpload();
    });

    public Evaluation Evaluate(CoreParameters parameters, EvaluationOrder what)
    {
        Evaluation? evaluation = null;
        EvaluationSeconds += WallClock.Seconds(() => evaluation = engine.Evaluate(parameters, what));
        return evaluation!;
    }

    /// <summary>Leaves the engine to its owner.</summary>
    public void Dispose()
    {
    }
}
