using FourA2A.Audio;
using FourA2A.Simulation.Units;

namespace FourA2A.Simulation;

/// <summary>
/// Writes a data set recorded from a simulated unit: dry files, what the unit makes of them, and the truth.
/// </summary>
public sealed class SimulatedDataSet
{
    // Samples made at a time: long enough that a call costs nothing, short enough to stay in the cache.
    private const int BlockSamples = 4096;

    private readonly SimulationOptions options;
    private readonly IReadOnlyList<SimulatedPair> pairs;
    private readonly long sampleCount;
    private readonly Action<double>? progress;
    private readonly CancellationToken cancellation;
    private long samplesDone;

    private SimulatedDataSet(SimulationOptions options, Action<double>? progress, CancellationToken cancellation)
    {
        (this.options, this.progress, this.cancellation) = (options, progress, cancellation);
        pairs = options.Unit.Pairs(options.SampleRate);
        sampleCount = (long)Math.Round(options.Seconds * options.SampleRate);
    }

    /// <summary>
    /// Writes all pairs of the unit, several at a time, and <see cref="SimulationRecord.FileName"/>. The same options give the same
    /// files, to the byte.
    /// </summary>
    /// <param name="folder">A folder that exists and is empty.</param>
    /// <param name="options">What to write.</param>
    /// <param name="progress">Told a fraction in 0..1 of the work, from several threads.</param>
    /// <param name="cancellation">Ends the work; what is written stays for the caller to remove.</param>
    /// <returns>Samples of all wet files that lay beyond full scale and were limited to it.</returns>
    /// <exception cref="InputException">The stimulus cannot be used, or a file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static long Write(string folder, SimulationOptions options, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        var work = new SimulatedDataSet(options, progress, cancellation);
        var clipped = 0L;
        ParallelReads.For(work.pairs.Count, index => Interlocked.Add(ref clipped, work.WritePair(folder, work.pairs[index])));
        options.Unit.WriteRecord(Path.Combine(folder, SimulationRecord.FileName), options);
        return clipped;
    }

    private long WritePair(string folder, SimulatedPair pair)
    {
        var dryPath = Path.Combine(folder, pair.DryFile);
        Directory.CreateDirectory(Path.GetDirectoryName(dryPath)!);
        if (options.StimulusFile is { } file)
        {
            using var stimulus = new WaveFileSignal(file);
            WriteFile(dryPath, new LoopedSignal(stimulus, sampleCount));
        }
        else
        {
            WriteFile(dryPath, Stimulus.Create(options.Stimulus, options.SampleRate, sampleCount, (ulong)options.Seed));
        }

        // The unit hears the dry file as it was written, rounded to its format. It is the same at all times, so that a delay before
        // it is a delay after it.
        using var dry = new WaveFileSignal(dryPath);
        return WriteFile(Path.Combine(folder, pair.WetFile), new FractionalDelaySignal(dry, -options.DelaySamples), pair);
    }

    // The dry file, or with a pair its wet one.
    private long WriteFile(string path, ISignal signal, SimulatedPair? pair = null)
    {
        var noise = new CounterRandom((ulong)options.Seed).Part(pair?.NoiseIndex ?? 0);
        using var writer = new WaveFileWriter(path, options.Format);
        var buffer = new float[BlockSamples];
        for (var start = 0L; start < sampleCount; start += BlockSamples)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = buffer.AsSpan(0, (int)Math.Min(BlockSamples, sampleCount - start));
            signal.Read(start, block);
            ThrowIfNotFinite(block, start);
            pair?.Unit.Process(block, block);
            if (pair is not null && options.NoiseDb is { } noiseDb)
            {
                noise.AddNoise(block, start, noiseDb);
            }

            writer.WriteSamples(block);
            progress?.Invoke(Interlocked.Add(ref samplesDone, block.Length) / (2.0 * sampleCount * pairs.Count));
        }

        writer.Complete();
        return writer.ClippedSamples;
    }

    // A built-in stimulus is finite, and so is what was written of it.
    private void ThrowIfNotFinite(ReadOnlySpan<float> block, long start)
    {
        for (var n = 0; options.StimulusFile is not null && n < block.Length; n++)
        {
            if (!float.IsFinite(block[n]))
            {
                throw FileError.Create(options.StimulusFile, $"{block[n]} at {start + n} samples", "finite samples", "export the file again");
            }
        }
    }
}
