using System.Runtime.Intrinsics;
using FourA2A.Bench.Rows;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Cuda.Stages;
using FourA2A.Differentiation;
using FourA2A.Differentiation.Host;
using FourA2A.Engines;
using FourA2A.Engines.Simd;
using FourA2A.Newton;
using FourA2A.Objective;

namespace FourA2A.Bench.Hessians;

/// <summary>
/// The engines of a machine and what each can compute.
/// </summary>
internal static class HessianWays
{
    /// <summary>Multiply, add and multiply-add operations of an exact Hessian a sample, whichever way it is computed.</summary>
    public const int Operations = 80;

    /// <summary>What the least bytes of an evaluation are.</summary>
    public const string BytesCounted = "the audio read once: dry signal, level and target, 12 bytes a sample; on a card dry signal and target, 8";

    // Dry, level and target; a card makes the level from the dry sample.
    private const int ProcessorAudioBytes = 3 * sizeof(float);
    private const int CardAudioBytes = 2 * sizeof(float);

    // As the tests have them.
    private const double DoubleTolerance = 1e-10;
    private const double SimdTolerance = 2e-6;
    private const double CardTolerance = 5e-6;

    /// <summary>The orders that end in a matrix.</summary>
    public static IReadOnlyList<EvaluationOrder> Matrices { get; } = [EvaluationOrder.GaussNewton, EvaluationOrder.ExactHessian];

    /// <summary>Vector widths of this processor, the widest first.</summary>
    public static IReadOnlyList<SimdWidth> Widths { get; } =
        [.. Enum.GetValues<SimdWidth>().Where(width => width != SimdWidth.Vector512 || Vector512.IsHardwareAccelerated).Reverse()];

    /// <summary>The SIMD engine.</summary>
    public static IEnumerable<HessianWay> Simd(SimdWidth width, int threads, params IEnumerable<EvaluationOrder> orders)
        => OnProcessor(() => new SimdEngine(width, threads), SimdTolerance, threads, orders);

    /// <summary>The referee, and the strategies composed of stages in double.</summary>
    public static IEnumerable<HessianWay> Serial(int threads) =>
    [
        .. OnProcessor(() => new SerialEngine(threads), DoubleTolerance, threads, Matrices),
        .. Staged(() => new HostStages(threads), _ => null, DoubleTolerance, ProcessorAudioBytes, Bound.ProcessorMultiplyAdds(threads), Operations),
    ];

    /// <summary>The engine on a card.</summary>
    public static IEnumerable<HessianWay> Card(CudaContext context, Bound copy, params IEnumerable<EvaluationOrder> orders)
        => orders.Select(order => new HessianWay(
            CudaEngine.NameOn(context), Word(order), order, CardTolerance, CardAudioBytes, copy, CardAudioBytes, () =>
            {
                var engine = new CudaEngine(context);
                return new(engine, engine.Upload, parameters => engine.Evaluate(parameters, order), () => engine.WorkingBytes);
            }));

    /// <summary>The strategies composed of stages on a card.</summary>
    public static IEnumerable<HessianWay> CardStages(CudaContext context, Bound copy)
        => Staged(() => new CudaStages(context), strategy => strategy.PeakBytes, CardTolerance, CardAudioBytes, copy, CardAudioBytes);

    private static IEnumerable<HessianWay> Staged<TSignal>(
        Func<IStagedBatch<TSignal>> create, Func<IHessianStrategy, long?> bytes, double tolerance, int audioBytes, Bound bound, double boundAmount)
        where TSignal : class
    {
        foreach (var kind in StagedHessian.Kinds)
        {
            using var named = create();
            yield return new HessianWay(named.Name, kind.Word(), EvaluationOrder.ExactHessian, tolerance, audioBytes, bound, boundAmount, () =>
            {
                var strategy = StagedHessian.Create(kind, create());
                return new(strategy, strategy.Upload, strategy.Evaluate, () => bytes(strategy));
            });
        }
    }

    private static IEnumerable<HessianWay> OnProcessor(Func<IEngine> create, double tolerance, int threads, IEnumerable<EvaluationOrder> orders)
    {
        var (copy, multiplyAdds) = (Bound.ProcessorCopy(threads), Bound.ProcessorMultiplyAdds(threads));
        return orders.Select(order =>
        {
            var (bound, amount) = order == EvaluationOrder.ExactHessian ? (multiplyAdds, Operations) : (copy, ProcessorAudioBytes);
            using var named = create();
            return new HessianWay(named.Name, Word(order), order, tolerance, ProcessorAudioBytes, bound, amount, () =>
            {
                var engine = create();
                return new(engine, engine.Upload, parameters => engine.Evaluate(parameters, order), () => null);
            });
        });
    }

    /// <summary>Name of an order in the results.</summary>
    public static string Word(EvaluationOrder order) => order switch
    {
        EvaluationOrder.Loss => "loss",
        EvaluationOrder.Gradient => "gradient",
        EvaluationOrder.GaussNewton => HessianKind.GaussNewton.Word(),
        _ => HessianKind.Fused.Word(),
    };
}
