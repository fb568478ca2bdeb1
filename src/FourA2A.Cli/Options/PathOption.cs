using System.CommandLine;

namespace FourA2A.Cli.Options;

/// <summary>
/// An option that is the path of a file or folder to write.
/// </summary>
internal sealed class PathOption : Option<string?>
{
    public PathOption(string name, string kind, string description, params string[] aliases)
        : base(name, aliases)
    {
        HelpName = kind;
        Description = description;
        Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is "")
            {
                result.AddError($"Found '' for {name}, expected a path.");
            }
        });
    }

    /// <summary>The <c>--json FILE</c> of all verbs.</summary>
    public static PathOption Json() => new("--json", "FILE", "Also write the results to a new JSON file, for programs.");
}
