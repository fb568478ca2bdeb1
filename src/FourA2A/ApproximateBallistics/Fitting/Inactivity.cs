using System.Collections.Immutable;

namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// Settings that do nothing, or not each by itself, and why.
/// </summary>
/// <param name="Names">Their names, of <see cref="ApproximateParameters.Names"/>.</param>
/// <param name="Reason">Why, in words that follow a colon.</param>
/// <param name="Remedy">What to do instead, in words that follow a semicolon.</param>
/// <param name="IsShared">Whether each does something, but nothing that another could not make up for.</param>
public sealed record Inactivity(ImmutableArray<string> Names, string Reason, string Remedy, bool IsShared = false)
{
    /// <summary>What a user is told before a fit.</summary>
    public override string ToString()
    {
        var effect = IsShared ? "cannot be told apart" : Names.Length == 1 ? "does nothing" : "do nothing";
        return $"At the start {string.Join(", ", Names)} {effect}: {Reason}; {Remedy}.";
    }
}
