using System.CommandLine;
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
        var seconds = new Option<double>("--chunk-seconds")
        {
            Description = "Length of a chunk; a twelfth of it is warm-up.",
            DefaultValueFactory = _ => ChunkLayout.DefaultChunkSeconds,
        };
        var command = new Command("batch", "Writes the audio that the bench measures on, with the serial engine's Hessian, for bench/peers.") { folder, chunks, seconds };
        command.SetAction(result => Run(result.GetRequiredValue(folder), result.GetValue(chunks), result.GetValue(seconds)));
        return command;
    }

    private static int Run(DirectoryInfo folder, int chunks, double chunkSeconds)
    {
        // A warm-up of at least one sample.
        if (chunks < 1 || !(chunkSeconds is >= 0.001 and <= 600))
        {
            Console.Error.WriteLine($"Found --chunks {chunks} --chunk-seconds {chunkSeconds}; expected at least 1 chunk of 0.001 to 600 s.");
            return 2;
        }

        try
        {
            Write(folder, chunks, chunkSeconds);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{folder}: {exception.Message} Choose a folder that can be written with -o.");
            return 2;
        }

        return 0;
    }

    /// <summary>Writes the three files.</summary>
    internal static void Write(DirectoryInfo folder, int chunks, double chunkSeconds)
    {
        var batch = BenchSignals.Batch(chunks, chunkSeconds);
        folder.Create();
        WriteChunks(Path.Combine(folder.FullName, "dry.f32"), batch, batch.Dry);
        WriteChunks(Path.Combine(folder.FullName, "target.f32"), batch, batch.Target);
        File.WriteAllText(Path.Combine(folder.FullName, "batch.json"), Description(batch).ToJsonString(Indented) + "\n");
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
