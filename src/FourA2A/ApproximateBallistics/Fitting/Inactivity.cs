using System.Collections.Immutable;

namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// Settings that do nothing, or not each by itself, and why.
/// </summary>
/// <param name="Names">Their names, of <see cref="ApproximateParameters.Names"/>.</param>
/// <param name="Reason">Why, in words that follow a colon.</param>
/// <param name="Remedy">Where to start instead.</param>
public sealed record Inactivity(ImmutableArray<string> Names, string Reason, string Remedy)
{
    /// <summary>What a user is told before a fit.</summary>
    public override string ToString()
        => $"At the start {string.Join(", ", Names)} {(Names.Length == 1 ? "does" : "do")} nothing: {Reason}; {Remedy}.";
}
