using FourA2A.Cli.Output;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// What <c>fit</c> does with one model, its options read.
/// </summary>
internal interface IModelFit
{
    /// <summary>
    /// The folder that the result goes to.
    /// </summary>
    /// <exception cref="InputException">It is taken or cannot be made.</exception>
    OutputFolder OpenFolder(string path);

    /// <summary>Fits, writes the result, prints it, and returns an exit code.</summary>
    int Run(FitJob job);
}
