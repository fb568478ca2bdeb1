using System.CommandLine;

namespace FourA2A.Cli.Options;

/// <summary>
/// An option that is one of a few words, each of which stands for a value. The first one is the default.
/// </summary>
internal sealed class ChoiceOption<T> : Option<T>
{
    public ChoiceOption(string name, string description, params (string Word, T Value)[] choices)
        : base(name)
    {
        HelpName = string.Join('|', choices.Select(choice => choice.Word));
        Description = description;
        DefaultValueFactory = _ => choices[0].Value;
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var index = Array.FindIndex(choices, choice => choice.Word == text);
            if (index >= 0)
            {
                return choices[index].Value;
            }

            result.AddError($"Found '{text}' for {name}, expected one of {HelpName}.");
            return default!;
        };
    }
}
