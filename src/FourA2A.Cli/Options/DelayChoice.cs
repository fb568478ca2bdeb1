namespace FourA2A.Cli.Options;

/// <summary>
/// The delay that a user gives; none if it is to be estimated. (System.CommandLine cannot parse to a null number.)
/// </summary>
/// <param name="Samples">Delay in samples, positive where the wet file is later.</param>
internal readonly record struct DelayChoice(double? Samples)
{
    /// <summary>The delay is estimated, and refined with the fit.</summary>
    public static DelayChoice Estimated => default;
}
