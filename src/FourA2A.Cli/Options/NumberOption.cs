using System.CommandLine;

namespace FourA2A.Cli.Options;

/// <summary>
/// An option that is one number, read the same under every locale.
/// </summary>
internal sealed class NumberOption : Option<double?>
{
    public NumberOption(string name, string unit, string description)
        : base(name)
    {
        HelpName = unit;
        Description = description;
        CustomParser = Numbers.Parse;
    }
}
