using System.CommandLine;
using System.CommandLine.Parsing;

namespace FourA2A.Cli.Options;

/// <summary>
/// Positions of the peak reduction knob, <c>FROM:TO</c> with both ends, or one position.
/// </summary>
internal sealed class PeakReductionRangeOption : Option<(double From, double To)?>
{
    public PeakReductionRangeOption()
        : base("--peak-reduction")
    {
        HelpName = "FROM:TO";
        Description = "Positions of the peak reduction knob, 0 to 100, both ends included; one number for one position; all by default.";
        CustomParser = Parse;
    }

    /// <summary>The range that was given, or all there is.</summary>
    public (double From, double To) ValueIn(ParseResult arguments) => arguments.GetValue(this) ?? (0, 100);

    private (double From, double To)? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var ends = text.Split(':');
        if (ends.Length <= 2 && Numbers.TryParse(ends[0], out var from) && Numbers.TryParse(ends[^1], out var to) && from is >= 0 && from <= to && to <= 100)
        {
            return (from, to);
        }

        result.AddError($"Found '{text}' for {Name}, expected FROM:TO with 0 <= FROM <= TO <= 100, such as 40:100, or one position.");
        return null;
    }
}
