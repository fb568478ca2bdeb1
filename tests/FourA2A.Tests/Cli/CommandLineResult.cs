namespace FourA2A.Tests.Cli;

/// <summary>
/// What a run of the program left behind.
/// </summary>
public sealed record CommandLineResult(int ExitCode, string Output, string Error)
{
    /// <summary>Lines on standard error.</summary>
    public string[] ErrorLines => Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
