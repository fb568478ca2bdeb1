using System.CommandLine;

namespace FourA2A.Cli.Options;

/// <summary>
/// An option that is one or more numbers within limits, read the same under every locale.
/// </summary>
internal sealed class NumbersOption : Option<double[]>
{
    public NumbersOption(string name, string unit, (double Minimum, double Maximum) limits, string description)
        : base(name)
    {
        HelpName = unit;
        Description = description;
        AllowMultipleArgumentsPerToken = true;
        CustomParser = result =>
        {
            var values = new List<double>();
            foreach (var token in result.Tokens)
            {
                if (Numbers.TryParse(token.Value, out var value) && value >= limits.Minimum && value <= limits.Maximum)
                {
                    values.Add(value);
                }
                else
                {
                    result.AddError($"Found '{token.Value}' for {name}, expected numbers from {limits.Minimum} to {limits.Maximum}.");
                }
            }

            return [.. values];
        };
    }
}
