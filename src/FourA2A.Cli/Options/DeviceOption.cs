using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FourA2A.Cli.Options;

/// <summary>
/// What computes: the processor, or an NVIDIA card and which one.
/// </summary>
internal sealed class DeviceOption : Option<DeviceChoice>
{
    private const string CardPrefix = "cuda:";

    public DeviceOption()
        : base("--device")
    {
        HelpName = "auto|cpu|cuda|cuda:N";
        Description = $"What computes: the processor (cpu), the first NVIDIA card that works (cuda), or the one with number N of '{App.Name} devices'. auto, the default, takes a card where there is one.";
        CustomParser = Parse;
    }

    private static DeviceChoice Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        switch (text)
        {
            case "auto":
                return new(DeviceKind.Auto);
            case "cpu":
                return new(DeviceKind.Cpu);
            case "cuda":
                return new(DeviceKind.Cuda);
        }

        if (text.StartsWith(CardPrefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(CardPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var card))
        {
            return new(DeviceKind.Cuda, card);
        }

        result.AddError($"Found '{text}' for --device, expected auto, cpu, cuda, or cuda:N with the number of a card.");
        return default;
    }
}
