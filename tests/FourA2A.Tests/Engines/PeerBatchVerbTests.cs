using System.Runtime.InteropServices;
using System.Text.Json;
using FourA2A.Bench;
using FourA2A.Compressor;

namespace FourA2A.Tests.Engines;

/// <summary>What <c>bench batch</c> writes for programs that are measured on the same audio.</summary>
public sealed class PeerBatchVerbTests
{
    private const int Chunks = 18;
    private const double ChunkSeconds = 0.05;

    [Fact]
    public void Write_GivesEveryChunkInOrderAndTheReferee()
    {
        using var folder = new TempFolder();

        // Two groups, so that chunks are not stored in their order.
        PeerBatchVerb.Write(new DirectoryInfo(Path.Combine(folder.Path, "batch")), Chunks, ChunkSeconds);

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "batch", "batch.json")));
        var fields = json.RootElement;
        var length = fields.GetProperty("chunkLength").GetInt32();
        var hop = length - fields.GetProperty("warmUp").GetInt32();
        Assert.Equal(Chunks, fields.GetProperty("chunks").GetInt32());
        Assert.Equal(Math.Round(ChunkSeconds * BenchSignals.SampleRate), length);
        var signal = new float[(Chunks * hop) + length - hop];
        BenchSignals.Dry(0, signal);
        var dry = Samples(folder, "dry.f32");
        Assert.Equal(Chunks * length, dry.Length);
        Assert.Equal(Chunks * length, Samples(folder, "target.f32").Length);
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            // The batch stores silence as 1e-12.
            for (var n = 0; n < length; n++)
            {
                Assert.Equal(signal[(chunk * hop) + n], dry[(chunk * length) + n], 1e-11f);
            }
        }

        var parameters = CoreParameters.FromPhysical(BenchSignals.Parameters, BenchSignals.SampleRate);
        Assert.Equal(parameters.SingleSmoother.Release, fields.GetProperty("parameters").GetProperty("releaseCoefficient").GetDouble());
        Assert.True(fields.GetProperty("loss").GetDouble() > 0);
        Assert.Equal(CoreParameters.Names.Length, fields.GetProperty("gradient").GetArrayLength());
        Assert.All(["gaussNewton", "hessian"], matrix => Assert.All(
            fields.GetProperty(matrix).EnumerateArray(),
            row => Assert.Equal(CoreParameters.Names.Length, row.GetArrayLength())));
    }

    [Theory]
    [InlineData(0, 12)]
    [InlineData(16, 0)]
    [InlineData(16, double.NaN)]
    public void Write_RefusesBatchesThatThereAreNot(int chunks, double chunkSeconds)
    {
        using var folder = new TempFolder();
        var batch = new DirectoryInfo(Path.Combine(folder.Path, "batch"));
        var exception = Assert.Throws<InputException>(() => PeerBatchVerb.Write(batch, chunks, chunkSeconds));
        Assert.DoesNotContain('\n', exception.Message);
        Assert.False(Directory.Exists(batch.FullName));
    }

    [Fact]
    public void Write_NamesAFolderThatCannotBeWritten()
    {
        using var folder = new TempFolder();
        var file = folder.Write("batch", []);
        var exception = Assert.Throws<InputException>(() => PeerBatchVerb.Write(new DirectoryInfo(file), 1, ChunkSeconds));
        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
    }

    private static float[] Samples(TempFolder folder, string name)
        => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder.Path, "batch", name))).ToArray();
}
