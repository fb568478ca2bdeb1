using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Stages;
using FourA2A.Newton;
using FourA2A.Tests.Engines;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Stages;

/// <summary>
/// What each strategy launches, moves and keeps on a card: the table of <c>kernels/README.md</c>.
/// </summary>
public sealed class StagedCountsTests
{
    // Whole tiles of a scan, and so whole blocks; a span of the shooting more or less does not count.
    private const int Length = 8 * 4096;

    // Launches of a group; arrays of 4 bytes a sample; bytes moved a sample beside the sweeps of the shooting: each kernel's arrays, read once and written once.
    [Theory]
    [InlineData(HessianKind.ReverseOverReverse, 87, 17, 648)]
    [InlineData(HessianKind.ForwardOverReverse, 87, 30, 648)]
    [InlineData(HessianKind.ReverseOverForward, 121, 26, 892)]
    [InlineData(HessianKind.ForwardOverForward, 122, 24, 1260)]
    public void Evaluate_LaunchesMovesAndKeeps(HessianKind kind, int launches, int arrays, int bytes)
    {
        var random = new Random(1);
        var dry = EngineSignals.Music(random, 2 * Length);
        var wet = EngineSignals.Compress(dry, EngineSignals.RandomParameters(random), random, noiseAmplitude: 0, scale: 1);
        var layout = ChunkLayout.ForSignal(EngineSignals.SampleRate, dry.Length, Length / (double)EngineSignals.SampleRate, 0);
        var card = new EmulatedCard();
        using var strategy = CudaHessian.OnDevice(kind, new CudaDriver(card.Table), 0);
        strategy.Upload(ChunkBatch.FromPair(new ArraySignal(dry, layout.SampleRate), new ArraySignal(wet, layout.SampleRate), layout));
        strategy.Evaluate(CoreParameters.FromPhysical(CompressorParameters.PublishedStart, layout.SampleRate));

        Assert.Equal(launches, card.Launches.Count);
        Assert.InRange(strategy.PeakBytes / (double)sizeof(float) / dry.Length, arrays, arrays + 0.3);
        var moved = card.Launches
            .Where(launch => launch.Kernel != "ballisticsSweep")
            .Sum(launch => launch.Statistics.Memory.GlobalBytesLoaded + launch.Statistics.Memory.GlobalBytesStored);
        Assert.InRange(moved / (double)dry.Length, bytes, bytes * 1.02);
    }
}
