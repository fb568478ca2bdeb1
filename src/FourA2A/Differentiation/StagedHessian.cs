using FourA2A.Newton;

namespace FourA2A.Differentiation;

/// <summary>
/// The strategies that are composed of stages, by their kind.
/// </summary>
public static class StagedHessian
{
    /// <summary>The kinds there are.</summary>
    public static IReadOnlyList<HessianKind> Kinds { get; } =
        [HessianKind.ReverseOverReverse, HessianKind.ForwardOverReverse, HessianKind.ReverseOverForward, HessianKind.ForwardOverForward];

    /// <summary>
    /// A strategy over a batch, which it owns.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is none of <see cref="Kinds"/>.</exception>
    public static StagedHessian<TSignal> Create<TSignal>(HessianKind kind, IStagedBatch<TSignal> batch)
        where TSignal : class
        => kind switch
        {
            HessianKind.ReverseOverReverse => new ReverseOverReverse<TSignal>(batch),
            HessianKind.ForwardOverReverse => new ForwardOverReverse<TSignal>(batch),
            HessianKind.ReverseOverForward => new ReverseOverForward<TSignal>(batch),
            HessianKind.ForwardOverForward => new ForwardOverForward<TSignal>(batch),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"Expected one of {string.Join(", ", Kinds)}."),
        };
}
