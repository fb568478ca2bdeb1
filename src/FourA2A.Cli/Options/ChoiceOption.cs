using System.CommandLine;

namespace FourA2A.Cli.Options;

/// <summary>
/// An option that is one of a few words, each of which stands for a value. The first one is the default.
/// </summary>
internal class ChoiceOption<T> : Option<string>
{
    private readonly (string Word, T Value)[] choices;

    public ChoiceOption(string name, string description, params (string Word, T Value)[] choices)
        : base(name)
    {
        this.choices = choices;
        var words = Array.ConvertAll(choices, choice => choice.Word);
        HelpName = string.Join('|', words);
        Description = description;
        DefaultValueFactory = _ => words[0];
        Validators.Add(result =>
        {
            var word = result.GetValueOrDefault<string>();
            if (!words.Contains(word))
            {
                result.AddError($"Found '{word}' for {name}, expected one of {string.Join(", ", words)}.");
            }
        });
    }

    /// <summary>The value of the word that was given.</summary>
    public T ValueIn(ParseResult arguments)
    {
        var word = arguments.GetRequiredValue(this);
        return choices.First(choice => choice.Word == word).Value;
    }
}
