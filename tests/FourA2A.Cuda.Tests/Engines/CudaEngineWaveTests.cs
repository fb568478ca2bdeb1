using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Objective;
using FourA2A.Tests.Engines;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Engines;

/// <summary>Batches that do not fit into the card's memory.</summary>
public sealed class CudaEngineWaveTests
{
    private const string SevenGroups = "109 chunks of 70, warm-up 20, tail 33";

    private static readonly Lazy<(Evaluation Found, long Bytes)> Ample = new(() =>
    {
        var (found, bytes, _, _) = Evaluate(1L << 30);
        return (found, bytes);
    });

    // Shares of the memory that the whole batch needs, half of it for audio.
    [Theory]
    [InlineData(1.1, 1, true)]
    [InlineData(0.9, 2, true)]
    [InlineData(0.7, 4, true)]
    [InlineData(0.6, 7, true)]
    [InlineData(0.4, 4, false)]
    [InlineData(0.2, 7, false)]
    public void Evaluate_SameBitsForAnySizeOfWave(double share, int waves, bool audioStays)
    {
        var expected = Ample.Value.Found;
        var (found, _, foundWaves, foundAudioStays) = Evaluate((long)(share * Ample.Value.Bytes));
        Assert.Equal((waves, audioStays), (foundWaves, foundAudioStays));
        Assert.Equal(expected.Loss, found.Loss);
        Assert.Equal(expected.Gradient, found.Gradient);
        Assert.Equal(expected.GaussNewton, found.GaussNewton);
        Assert.Equal(expected.Hessian, found.Hessian);
    }

    [Fact]
    public void Upload_WhereNotOneGroupFits_SaysWhatWasAskedAndIsFree()
    {
        var card = new EmulatedCard(new EmulatedCardOptions { MemoryBytes = 300_000 });
        using (var engine = CudaEngine.OnDevice(new CudaDriver(card.Table), 0))
        {
            var exception = Assert.Throws<EngineException>(() => engine.Upload(EngineCases.Get(SevenGroups).Batch));
            Assert.Matches(@"^Emulated card: found 0\.\d of 0\.3 MB of memory free, expected at least the 0\.\d MB that the smallest wave, 1 group of 16 chunks, asks for", exception.Message);
            Assert.Throws<InvalidOperationException>(() => engine.Evaluate(EngineCases.Get(SevenGroups).Core, EvaluationOrder.Loss));

            // One small chunk does fit.
            var small = EngineCases.Get("length 63");
            engine.Upload(small.Batch);
            Assert.True(engine.Evaluate(small.Core, EvaluationOrder.Loss).Loss > 0);
        }

        Assert.Equal(default, card.Live);
        Assert.Empty(card.Misuses);
    }

    [Theory]
    [InlineData(nameof(DriverTable.MemAlloc), 0)]
    [InlineData(nameof(DriverTable.MemAlloc), 9)]
    [InlineData(nameof(DriverTable.MemHostAlloc), 3)]
    public void Upload_OneRefusedAllocation_HalvesTheWaves(string function, int after)
    {
        var engineCase = EngineCases.Get(SevenGroups);
        var card = new EmulatedCard();
        using (var engine = CudaEngine.OnDevice(new CudaDriver(card.Table), 0))
        {
            card.FailNext(function, CudaResult.OutOfMemory, after);
            engine.Upload(engineCase.Batch);
            Assert.Equal(2, engine.OnCard!.WaveCount);
            Assert.True(engine.OnCard.AudioStays);
        }

        Assert.Equal(default, card.Live);
        Assert.Empty(card.Misuses);
    }

    private static (Evaluation Found, long Bytes, int Waves, bool AudioStays) Evaluate(long memory)
    {
        var engineCase = EngineCases.Get(SevenGroups);
        var card = new EmulatedCard(new EmulatedCardOptions { MemoryBytes = memory });
        (Evaluation, long, int, bool) result;
        using (var engine = CudaEngine.OnDevice(new CudaDriver(card.Table), 0))
        {
            engine.Upload(engineCase.Batch);

            // The second evaluation starts from each wave's own gains.
            engine.Evaluate(engineCase.Core with { ThresholdDb = -20 }, EvaluationOrder.Loss);
            var found = engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
            result = (found, engine.OnCard!.Bytes, engine.OnCard.WaveCount, engine.OnCard.AudioStays);
        }

        Assert.Equal(default, card.Live);
        Assert.Empty(card.Misuses);
        return result;
    }
}
