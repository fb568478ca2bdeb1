using System.CommandLine;
using System.Globalization;

namespace FourA2A.Cli.Options;

/// <summary>
/// An option that is a whole number of at least 1, or another smallest one.
/// </summary>
internal sealed class CountOption : Option<int>
{
    public CountOption(string name, int defaultCount, string description, int smallest = 1)
        : base(name)
    {
        HelpName = "N";
        Description = description;
        DefaultValueFactory = _ => defaultCount;
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= smallest)
            {
                return count;
            }

            result.AddError($"Found '{text}' for {name}, expected a whole number of at least {smallest}.");
            return defaultCount;
        };
    }
}
