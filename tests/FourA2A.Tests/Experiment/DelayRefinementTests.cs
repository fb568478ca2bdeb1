using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Engines.Simd;
using FourA2A.Experiment;

namespace FourA2A.Tests.Experiment;

public sealed class DelayRefinementTests
{
    private static readonly CompressorParameters True = new(-24, 4, 2, 120, 3);

    // Where so little is determined, the settings' response to the delay has no bound of its own: some of these pairs
    // sent the settings to infinity, and the matrices with them.
    [Fact]
    public void HandfulOfSamples_StaysFinite()
    {
        using var engine = new SimdEngine(SimdWidth.Vector256, 1);
        for (var seed = 0; seed < 20; seed++)
        {
            for (var length = 2; length <= 6; length++)
            {
                var random = new Random(seed);
                var dry = Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray();
                var wet = new float[length];
                new StreamingCompressor(True, 44100).Process(dry, wet);
                var pair = new DryWetPair(new ArraySignal(dry, 44100), new ArraySignal(wet, 44100), "dry", "wet");
                var fit = CompressorFit.Run(pair, engine, new FitOptions());
                Assert.True(double.IsFinite(fit.Loss), $"seed {seed}, {length} samples: loss {fit.Loss}");
                Assert.Equal(fit.Parameters.MakeUpDb, Math.Clamp(fit.Parameters.MakeUpDb, -200, 200));
            }
        }
    }
}
