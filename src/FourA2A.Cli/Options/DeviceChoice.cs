namespace FourA2A.Cli.Options;

/// <summary>
/// Where to compute.
/// </summary>
/// <param name="Kind">On what.</param>
/// <param name="Card">Number of the card; null for the first that the kernels load on.</param>
internal readonly record struct DeviceChoice(DeviceKind Kind, int? Card = null);
