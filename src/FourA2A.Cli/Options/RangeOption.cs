using System.CommandLine;
using System.CommandLine.Parsing;

namespace FourA2A.Cli.Options;

/// <summary>
/// An option that is a range, <c>FROM:TO</c> with FROM below TO, read the same under every locale.
/// </summary>
internal sealed class RangeOption : Option<(double From, double To)?>
{
    private readonly (double Minimum, double Maximum) limits;

    /// <param name="name">Name of the option.</param>
    /// <param name="limits">Where a range may begin and end.</param>
    /// <param name="description">Help text.</param>
    public RangeOption(string name, (double Minimum, double Maximum) limits, string description)
        : base(name)
    {
        this.limits = limits;
        HelpName = "FROM:TO";
        Description = description;
        CustomParser = Parse;
    }

    private (double From, double To)? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var ends = text.Split(':');
        if (ends.Length == 2
            && Numbers.TryParse(ends[0], out var from)
            && Numbers.TryParse(ends[1], out var to)
            && from >= limits.Minimum
            && from < to
            && to <= limits.Maximum)
        {
            return (from, to);
        }

        result.AddError($"Found '{text}' for {Name}, expected FROM:TO with {limits.Minimum} <= FROM < TO <= {limits.Maximum}, such as 1:40.");
        return null;
    }
}
