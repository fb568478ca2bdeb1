using FourA2A.Experiment.ApproximateFits;

namespace FourA2A.Cli.Options;

/// <summary>
/// Options of the approximate-ballistics fit that verbs have in common.
/// </summary>
internal static class AdamOptions
{
    private static readonly ApproximateFitOptions Defaults = new();

    /// <summary>When a descent ends early.</summary>
    public static CountOption Patience() => new("--patience", Defaults.Patience, "Steps of Adam in a row without a new lowest loss that end the fit.");

    /// <summary>How much of a recording is fitted.</summary>
    public static NumberOption ExcerptSeconds() => new(
        "--excerpt-seconds",
        "SECONDS",
        (0.1, 600),
        $"Longest recording that Adam looks at as a whole, {Defaults.Seconds} s unless said otherwise; of a longer one the passage of that length whose level varies most.");
}
