using System.Collections.Immutable;
using System.Text.Json;

namespace FourA2A.Newton;

/// <summary>
/// The words for the kinds of second derivatives, as options take them and files hold them.
/// </summary>
public static class HessianKinds
{
    // Files and scripts from before the staged strategies have it.
    private const string OlderWordForFused = "exact";

    /// <summary>Each kind's word, <c>fused</c>, <c>gauss-newton</c>, <c>reverse-over-reverse</c> and so on; then <c>exact</c>, another word for <c>fused</c>.</summary>
    public static ImmutableArray<(string Word, HessianKind Kind)> Words { get; } =
    [
        .. Enum.GetValues<HessianKind>().Select(kind => (kind.Word(), kind)),
        (OlderWordForFused, HessianKind.Fused),
    ];

    /// <summary>The word that is written for a kind.</summary>
    public static string Word(this HessianKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>What makes a step of the derivatives: any exact Hessian may be indefinite, the Gauss-Newton matrix is not.</summary>
    public static INewtonDirection Direction(this HessianKind kind)
        => kind == HessianKind.GaussNewton ? new GaussNewtonDirection() : new ExactNewtonDirection();
}
