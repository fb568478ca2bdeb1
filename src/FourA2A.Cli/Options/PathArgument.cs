using System.CommandLine;

namespace FourA2A.Cli.Options;

/// <summary>
/// An argument that is the path of a file or folder.
/// </summary>
internal sealed class PathArgument : Argument<string>
{
    public PathArgument(string name, string description)
        : base(name)
    {
        Description = description;
        Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is "")
            {
                result.AddError($"Found '' for {name}, expected a path.");
            }
        });
    }
}
