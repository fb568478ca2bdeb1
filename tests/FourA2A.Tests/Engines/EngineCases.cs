using FourA2A.Chunks;
using FourA2A.Compressor;
using static FourA2A.Tests.Engines.EngineSignals;

namespace FourA2A.Tests.Engines;

/// <summary>
/// The cases every engine is held to: lengths around block edges, layouts around lane edges, and signals at the limits.
/// </summary>
internal static class EngineCases
{
    private static readonly Dictionary<string, Lazy<EngineCase>> Cases = Build();

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static EngineCase Get(string name) => Cases[name].Value;

    private static Dictionary<string, Lazy<EngineCase>> Build()
    {
        var cases = new Dictionary<string, Lazy<EngineCase>>(StringComparer.Ordinal);
        AddLengths();
        AddLayouts();
        AddNearOptimum();
        AddSignals();
        return cases;

        void Add(string name, Func<Random, EngineCase> build)
        {
            // The seed depends on the name alone, so that a case stays what it is when others are added.
            var seed = name.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter));
            cases.Add(name, new Lazy<EngineCase>(() => build(new Random(seed))));
        }

        // One chunk without warm-up, around the edges of blocks (32), segments (64), flushed sums (512), tiles (1024), groups of
        // segments (2048) and spans (8192).
        void AddLengths()
        {
            int[] lengths = [1, 2, 3, 31, 32, 33, 63, 64, 65, 127, 128, 129, 511, 512, 513, 1023, 1024, 1025, 2047, 2048, 2049, 4097, 8191, 8192, 8193];
            foreach (var length in lengths)
            {
                Add($"length {length}", random => FarFromOptimum(random, length, OneChunk(length)));
            }
        }

        // Chunks around the edges of groups (16 lanes), warm-ups around the edges of blocks, tails of all sizes.
        void AddLayouts()
        {
            (int Chunks, int Length, int WarmUp, int Tail)[] layouts =
            [
                (1, 700, 32, 668), (2, 64, 32, 32), (3, 65, 1, 64), (3, 512, 33, 1), (3, 513, 0, 200),
                (15, 64, 31, 5), (15, 200, 100, 100), (16, 33, 1, 32), (16, 512, 64, 448), (16, 700, 511, 188),
                (17, 33, 32, 1), (17, 100, 33, 67), (17, 513, 512, 1), (33, 32, 0, 31), (33, 97, 31, 33), (33, 544, 65, 479),
                (3, 2049, 64, 1985), (109, 70, 20, 33),
            ];
            foreach (var (chunks, length, warmUp, tail) in layouts)
            {
                Add(
                    $"{chunks} chunks of {length}, warm-up {warmUp}, tail {tail}",
                    random =>
                    {
                        var count = warmUp + ((chunks - 1) * (length - warmUp)) + tail;
                        var layout = Layout(count, length, warmUp);
                        Assert.Equal(chunks, layout.ChunkCount);
                        return FarFromOptimum(random, count, layout);
                    });
            }
        }

        // What decides where a fit ends: the target comes from settings nearby, with noise at the level real recordings leave.
        void AddNearOptimum()
        {
            for (var i = 0; i < 8; i++)
            {
                Add($"near the optimum {i}", random =>
                {
                    var parameters = RandomParameters(random);
                    var dry = Music(random, 60_000);
                    var wet = Compress(dry, Nearby(parameters), random, noiseAmplitude: 3e-3);
                    return new EngineCase(dry, wet, Layout(dry.Length, 20_000, 2_000), parameters);
                });
            }

            Add("near the optimum, slow release, small noise", random =>
            {
                var parameters = new CompressorParameters(-30, 4, 0.3, 1000, 2);
                var dry = Music(random, 120_000);
                var wet = Compress(dry, Nearby(parameters), random, noiseAmplitude: 1e-3);
                return new EngineCase(dry, wet, Layout(dry.Length, 30_000, 3_000), parameters);
            });
        }

        void AddSignals()
        {
            const int length = 9_000;
            var typical = new CompressorParameters(-30, 4, 2, 100, 1);

            Add("silence", _ => Pair(new float[length], new float[length], typical));
            Add("silence against sound", random => Pair(new float[length], Music(random, length), typical));
            Add("sound against silence", random => Pair(Music(random, length), new float[length], typical));

            // After the sound every tangent decays for 1.5 s and more, into the denormals of float.
            Add("digital zeros after loud sound", random =>
            {
                float[] dry = [.. Music(random, 5_000), .. new float[75_000]];
                return new EngineCase(dry, Far(random, dry), OneChunk(dry.Length), typical with { AttackMs = 0.1, ReleaseMs = 10 });
            });
            Add("bursts between digital zeros", random =>
            {
                var dry = Music(random, 30_000);
                for (var n = 0; n < dry.Length; n++)
                {
                    dry[n] = n % 6_000 < 500 ? dry[n] : 0;
                }

                return Pair(dry, Far(random, dry), typical);
            });

            // Ties f == g: at rest at 0 dB, where the gain never leaves 1, and at the end of an approach to a constant.
            Add("threshold above everything", random => Sound(random, typical with { ThresholdDb = 20 }));
            Add("constant level below the threshold", random => Constant(random, 0.01f, typical));

            // h comes to rest half a unit in the last place from f; that remainder drives the (CT,at) tangent for the rest
            // of the chunk, and the transient it is measured against lasts 20 samples.
            Add("constant level above the threshold", random => Constant(random, 0.5f, typical with { AttackMs = 0.1 }) with { SinglePrecisionFactor = 50 });
            Add("two constant levels", random =>
            {
                var dry = Fill(30_000, n => (n / 5_000 % 2 == 0 ? 0.7 : 0.1) * (random.Next(2) == 0 ? 1 : -1));
                return Pair(dry, Far(random, dry), typical with { AttackMs = 0.1, ReleaseMs = 10 });
            });
            Add("ratio 1", random => Sound(random, typical with { Ratio = 1 }));

            // f stays within 7e-4 of 1: half a unit in the last place of a float, 3e-8, is 4e-5 of its range.
            Add("ratio near 1", random => Sound(random, typical with { Ratio = 1.0001 }) with { SinglePrecisionFactor = 100 });
            Add("ratio 20", random => Sound(random, typical with { Ratio = 20 }));

            Add("attack slower than release", random => Sound(random, typical with { AttackMs = 100, ReleaseMs = 10 }));
            Add("attack as slow as release", random => Sound(random, typical with { AttackMs = 50, ReleaseMs = 50 }));
            Add("branches alternate every sample", random =>
            {
                var dry = Fill(length, n => (n % 2 == 0 ? 0.9 : 0.02) * Uniform(random, 0.9, 1));
                return Pair(dry, Far(random, dry), typical with { AttackMs = 5, ReleaseMs = 10 });
            });
            Add("branches alternate every few samples", random =>
            {
                var dry = Fill(length, n => (n / random.Next(2, 9) % 2 == 0 ? 0.9 : 0.001) * Uniform(random, -1, 1));
                return Pair(dry, Far(random, dry), typical with { AttackMs = 0.1, ReleaseMs = 10 });
            });

            Add("very loud", random => Sound(random, typical, amplitude: 1e5));

            // A level of -100 dB is stored with twice the rounding error of one of -48 dB or above.
            Add("very quiet", random => Sound(random, typical with { ThresholdDb = -120 }, amplitude: 1e-5) with { SinglePrecisionFactor = 2 });
            Add("around the level floor", random => Sound(random, typical with { ThresholdDb = -159 }, amplitude: 1e-7));
            Add("gain below the smallest float", random => Sound(random, typical with { ThresholdDb = -1000, Ratio = 20 }));
            Add("deep reduction", random => Sound(random, typical with { ThresholdDb = -80, Ratio = 20 }));
            Add("release 1000 ms", random => Sound(random, typical with { AttackMs = 0.1, ReleaseMs = 1000 }));

            // The rounding errors of a tangent add up over a time constant: sqrt(5) of what they are at 1 s.
            Add("slowest and widest", random => Sound(random, typical with { AttackMs = 100, ReleaseMs = 5000 }) with { SinglePrecisionFactor = 2.3 });

            EngineCase Sound(Random random, CompressorParameters parameters, double amplitude = 0.5)
            {
                var dry = Music(random, length, amplitude);
                return Pair(dry, Far(random, dry), parameters);
            }

            EngineCase Constant(Random random, float magnitude, CompressorParameters parameters)
            {
                var dry = ConstantLevel(random, length, magnitude);
                return Pair(dry, Far(random, dry), parameters);
            }

            static EngineCase Pair(float[] dry, float[] wet, CompressorParameters parameters)
                => new(dry, wet, Layout(dry.Length, 2_500, 300), parameters);
        }
    }

    private static EngineCase FarFromOptimum(Random random, int length, ChunkLayout layout)
    {
        var dry = Music(random, length);
        return new EngineCase(dry, Far(random, dry), layout, RandomParameters(random));
    }

    // Of opposite polarity: the residual is as large as the output, and no rounding error cancels in it.
    private static float[] Far(Random random, float[] dry)
        => Compress(dry, RandomParameters(random), random, noiseAmplitude: 0, scale: -0.7);

    private static ChunkLayout OneChunk(int length) => Layout(length, length, 0);

    private static ChunkLayout Layout(int sampleCount, int chunkLength, int warmUp)
        => ChunkLayout.ForSignal(SampleRate, sampleCount, chunkLength / (double)SampleRate, warmUp / (double)SampleRate);
}
