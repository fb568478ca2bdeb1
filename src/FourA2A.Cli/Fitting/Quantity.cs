namespace FourA2A.Cli.Fitting;

/// <summary>
/// A number with its names and its unit.
/// </summary>
/// <param name="Label">Name for people.</param>
/// <param name="Name">Name in files, with the unit.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">The unit.</param>
internal sealed record Quantity(string Label, string Name, double Value, string Unit)
{
    /// <summary>Name and unit for people.</summary>
    public string Heading => $"{Label}, {Unit}";
}
