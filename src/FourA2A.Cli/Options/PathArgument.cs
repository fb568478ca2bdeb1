using System.CommandLine;

namespace FourA2A.Cli.Options;

/// <summary>
/// An argument that is the path of a file.
/// </summary>
internal sealed class PathArgument : Argument<string>
{
    public PathArgument(string name, string description)
        : base(name) => Description = description;
}
