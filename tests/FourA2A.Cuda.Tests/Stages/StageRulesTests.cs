using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Stages;
using FourA2A.Cuda.Tests.Cards;
using FourA2A.Differentiation;
using FourA2A.Differentiation.Host;

namespace FourA2A.Cuda.Tests.Stages;

/// <summary>
/// Each stage on a card, with every rule, against the stage on the host in double. The kernels behind them have bounds of their own; here a stage
/// is held to giving them the right arrays and leaving sums in the right places.
/// </summary>
public abstract class StageRulesTests(Card card)
{
    // Two tiles of a scan and a bit.
    private const int Length = 8200;

    // Single precision, 6e-8, times the few tens of roundings of a scan.
    private const double Tolerance = 3e-6;

    public static TheoryData<int, bool> StagesAndZeros => new()
    {
        { 0, false }, { 0, true }, { 1, false }, { 1, true }, { 2, false }, { 2, true }, { 3, false }, { 3, true }, { 4, false }, { 4, true },
    };

    [SkippableTheory]
    [MemberData(nameof(StagesAndZeros))]
    public void Rules_MatchTheHosts(int stage, bool isZero)
    {
        var expected = OnHost(chain => Rules().Of(chain, stage, levelsAreOctaves: false, isZero, (values, signal) => values.CopyTo(signal, 0), signal => signal[..Length]));
        var found = OnCard(chain => Rules().Of(chain, stage, levelsAreOctaves: true, isZero, Write, Read));
        Same(expected, found);
    }

    [SkippableFact]
    public void Loss_MatchesTheHosts()
    {
        var expected = OnHost(chain => LossRules(chain, (values, signal) => values.CopyTo(signal, 0), signal => signal[..Length]));
        var found = OnCard(chain => LossRules(chain, Write, Read));
        Same(expected, found);
    }

    private static StageRules Rules() => new(new Random(1), Length);

    private static void Same(IReadOnlyList<(string Name, double[] Values)> expected, IReadOnlyList<(string Name, double[] Values)> found)
    {
        Assert.Equal(expected.Select(result => result.Name), found.Select(result => result.Name));
        foreach (var ((name, wanted), (_, values)) in expected.Zip(found))
        {
            var largest = wanted.Max(double.Abs);
            for (var n = 0; n < wanted.Length; n++)
            {
                Assert.True(
                    double.Abs(values[n] - wanted[n]) <= Tolerance * largest,
                    $"{name}[{n}]: expected {wanted[n]:R}, found {values[n]:R}, off by {double.Abs(values[n] - wanted[n]) / largest:E1} of the largest.");
            }
        }
    }

    private static List<(string Name, double[] Values)> LossRules<TSignal>(
        IStageChain<TSignal> chain, Action<double[], TSignal> write, Func<TSignal, double[]> read)
        where TSignal : class
    {
        var random = new Random(2);
        var signals = Enumerable.Range(0, 4).Select(_ =>
        {
            var signal = chain.Rent();
            write([.. Enumerable.Range(0, Length).Select(_ => (double)(2 + random.NextSingle()))], signal);
            return signal;
        }).ToArray();
        var (cotangent, cotangentTangent) = (chain.Rent(), chain.Rent());
        chain.Loss.Forward(signals[0], HessianSums.Loss);
        chain.Loss.Jvp(signals[1], HessianSums.Gradient + 1);
        chain.Loss.Vjp(cotangent);
        chain.Loss.JvpOfVjp(signals[1], cotangentTangent);
        chain.Loss.JvpOfJvp(signals[1], signals[2], signals[3], HessianSums.Row(4));
        var sums = chain.ReadSums();
        return
        [
            ("l", [sums[HessianSums.Loss]]), ("l'", [sums[HessianSums.Gradient + 1]]), ("l_ij", [sums[HessianSums.Row(4)]]),
            ("pbar", read(cotangent)), ("pbar'", read(cotangentTangent)),
        ];
    }

    private static void Write(double[] values, CudaDeviceVariable<float> signal)
        => signal.Slice(0, Length).CopyToDevice(Array.ConvertAll(values, value => (float)value));

    private static double[] Read(CudaDeviceVariable<float> signal)
    {
        var values = new float[Length];
        signal.Slice(0, Length).CopyToHost(values);
        return Array.ConvertAll(values, value => (double)value);
    }

    private static T OnHost<T>(Func<IStageChain<double[]>, T> run)
    {
        using var stages = new HostStages(1);
        return Run(stages, run);
    }

    private T OnCard<T>(Func<IStageChain<CudaDeviceVariable<float>>, T> run)
    {
        using var stages = new CudaStages(card.Context);
        return Run(stages, run);
    }

    private static TResult Run<TSignal, TResult>(IStagedBatch<TSignal> stages, Func<IStageChain<TSignal>, TResult> run)
        where TSignal : class
    {
        var random = new Random(3);
        float[] dry = [.. Enumerable.Range(0, Length).Select(_ => 0.1f + random.NextSingle())];
        var batch = ChunkBatch.FromPair(
            new ArraySignal(dry, 44100), new ArraySignal(Array.ConvertAll(dry, x => x * x), 44100), ChunkLayout.ForSignal(44100, Length));
        stages.Upload(batch);
        TResult? result = default;
        stages.Sum(chain => result = run(chain));
        return result!;
    }
}
