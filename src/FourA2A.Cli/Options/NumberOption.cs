using System.CommandLine;
using System.CommandLine.Parsing;

namespace FourA2A.Cli.Options;

/// <summary>
/// An option that is one number within limits, read the same under every locale.
/// </summary>
internal sealed class NumberOption : Option<double?>
{
    private readonly (double Minimum, double Maximum) limits;

    public NumberOption(string name, string unit, (double Minimum, double Maximum) limits, string description)
        : base(name)
    {
        this.limits = limits;
        HelpName = unit;
        Description = description;
        CustomParser = Parse;
    }

    private double? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!Numbers.TryParse(text, out var value))
        {
            result.AddError($"Found '{text}' for {Name}, expected a number with a decimal point, such as -0.75.");
            return null;
        }

        if (value < limits.Minimum || value > limits.Maximum)
        {
            result.AddError($"Found '{text}' for {Name}, expected a number from {limits.Minimum} to {limits.Maximum}.");
            return null;
        }

        return value;
    }
}
