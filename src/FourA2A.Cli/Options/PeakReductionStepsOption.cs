using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FourA2A.Cli.Options;

/// <summary>
/// Positions of the peak reduction knob as an option: <c>FROM:TO[:STEP]</c>, or one of them; whole numbers.
/// </summary>
internal sealed class PeakReductionStepsOption : Option<int[]>
{
    private const int Largest = 100;
    private const int DefaultStep = 5;

    public PeakReductionStepsOption(string name, string description)
        : base(name)
    {
        HelpName = "FROM:TO[:STEP]";
        Description = description;
        CustomParser = Parse;
    }

    /// <summary>The positions that were given, or the default ones.</summary>
    public int[] ValueIn(ParseResult arguments) => arguments.GetValue(this) is { Length: > 0 } given ? given : Positions(40, Largest, DefaultStep);

    private static int[] Positions(int from, int to, int step) => [.. Enumerable.Range(0, ((to - from) / step) + 1).Select(index => from + (index * step))];

    private int[] Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var numbers = text.Split(':').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        switch (numbers)
        {
            case [>= 0 and <= Largest and var position]:
                return [position];
            case [>= 0 and var from, <= Largest and var to] when from <= to:
                return Positions(from, to, DefaultStep);
            case [>= 0 and var from, <= Largest and var to, >= 1 and <= Largest and var step] when from <= to:
                return Positions(from, to, step);
            default:
                result.AddError($"Found '{text}' for {Name}, expected FROM:TO or FROM:TO:STEP, whole numbers with 0 <= FROM <= TO <= {Largest} and STEP >= 1, such as 40:100:5.");
                return [];
        }
    }
}
