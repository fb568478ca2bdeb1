using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment;

namespace FourA2A.Bench.Tasks;

/// <summary>
/// A task's dry and wet recording as files.
/// </summary>
internal static class TaskPair
{
    /// <summary>
    /// Writes both and opens them.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="folder">A folder that exists; files of an earlier run are replaced.</param>
    public static PairFiles Write(BenchTask task, string folder)
    {
        var (dry, wet) = (Path.Combine(folder, "dry.wav"), Path.Combine(folder, "wet.wav"));
        Write(dry, task.Dry);
        Write(wet, task.Unit.Render(task.Dry));
        return PairFiles.Open(dry, wet);
    }

    private static void Write(string path, ISignal signal)
    {
        var samples = new float[signal.SampleCount];
        signal.Read(0, samples);
        File.Delete(path);
        using var writer = new WaveFileWriter(path, WaveFormat.IeeeFloat(signal.SampleRate, 1));
        writer.WriteSamples(samples);
        writer.Complete();
    }
}
