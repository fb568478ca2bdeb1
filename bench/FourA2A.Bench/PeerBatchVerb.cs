using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Bench;

/// <summary>
/// <c>batch</c>: writes the audio that the bench measures on, and what the serial engine makes of it, for programs that are
/// to be measured on the very same: <c>bench/peers</c>.
/// </summary>
/// <remarks>
/// <c>dry.f32</c> and <c>target.f32</c> hold the dry signal and the pre-emphasised target as raw 32-bit little-endian floats, chunk after
/// chunk, all chunks full. <c>batch.json</c>, written last, holds the sizes, the core parameters and the loss, gradient,
/// Gauss-Newton matrix and exact Hessian there, in the order of <see cref="CoreParameters.Names"/>.
/// </remarks>
internal static class PeerBatchVerb
{
    private const int FormatVersion = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("-o", "--output") { Description = "Folder for the files; made if it does not exist.", Required = true };
        var chunks = new Option<int>("--chunks") { Description = "Number of chunks.", DefaultValueFactory = _ => ChunkBatch.Lanes };
        var seconds = BenchOptions.ChunkSeconds();
        var command = new Command("batch", "Writes the audio that the bench measures on, with the serial engine's Hessian, for bench/peers.") { folder, chunks, seconds };
        command.SetAction(result => Write(result.GetRequiredValue(folder), result.GetValue(chunks), result.GetValue(seconds)));
        return command;
    }

    /// <summary>Writes the three files.</summary>
    /// <exception cref="InputException">There is no such batch, or the folder cannot be written.</exception>
    internal static void Write(DirectoryInfo folder, int chunks, double chunkSeconds)
    {
        if (chunks < 1 || !(chunkSeconds is >= BenchOptions.ShortestChunkSeconds and <= BenchOptions.LongestChunkSeconds))
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"batch: found {chunks} chunks of {chunkSeconds} s, expected at least 1 chunk of {BenchOptions.ShortestChunkSeconds} to {BenchOptions.LongestChunkSeconds} s; change --chunks or --chunk-seconds."));
        }

        var batch = BenchSignals.Batch(chunks, chunkSeconds);
        try
        {
            folder.Create();
            WriteChunks(Path.Combine(folder.FullName, "dry.f32"), batch, batch.Dry);
            WriteChunks(Path.Combine(folder.FullName, "target.f32"), batch, batch.Target);
            File.WriteAllText(Path.Combine(folder.FullName, "batch.json"), Description(batch).ToJsonString(Indented) + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: cannot be written ({exception.Message}), expected a folder for the batch; name another with -o.", exception);
        }
    }

    private static void WriteChunks(string path, ChunkBatch batch, Func<int, ReadOnlySpan<float>> group)
    {
        using var file = File.Create(path);
        var samples = new float[batch.Layout.ChunkLength];
        foreach (var chunk in batch.Chunks)
        {
            var (index, lane) = batch.Locate(chunk);
            var lanes = group(index);
            for (var n = 0; n < samples.Length; n++)
            {
                samples[n] = lanes[(n * ChunkBatch.Lanes) + lane];
            }

            file.Write(MemoryMarshal.AsBytes<float>(samples));
        }
    }

    private static JsonObject Description(ChunkBatch batch)
    {
        var parameters = CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate);
        using var serial = new SerialEngine();
        serial.Upload(batch);
        var expected = serial.Evaluate(parameters, EvaluationOrder.ExactHessian);
        return new JsonObject
        {
            ["version"] = FormatVersion,
            ["commit"] = Machine.Commit(),
            ["sampleRate"] = batch.Layout.SampleRate,
            ["chunks"] = batch.Layout.ChunkCount,
            ["chunkLength"] = batch.Layout.ChunkLength,
            ["warmUp"] = batch.Layout.WarmUp,
            ["parameters"] = new JsonObject
            {
                ["thresholdDb"] = parameters.ThresholdDb,
                ["slope"] = parameters.Slope,
                ["attackCoefficient"] = parameters.SingleSmoother.Attack,
                ["releaseCoefficient"] = parameters.SingleSmoother.Release,
                ["makeUpDb"] = parameters.MakeUpDb,
            },
            ["engine"] = serial.Name,
            ["loss"] = expected.Loss,
            ["gradient"] = Numbers(expected.Gradient!),
            ["gaussNewton"] = Rows(expected.GaussNewton!),
            ["hessian"] = Rows(expected.Hessian!),
        };
    }

    private static JsonArray Rows(Matrix<double> matrix) => [.. matrix.EnumerateRows().Select(Numbers)];

    private static JsonArray Numbers(Vector<double> vector) => [.. vector.Select(value => JsonValue.Create(value))];
}
