using FourA2A.Cli;
using FourA2A.Cli.Output;

namespace FourA2A.Tests.Cli;

/// <summary>
/// Runs the program in this process, as in a pipe: nobody watches a terminal.
/// </summary>
internal static class CommandLine
{
    public static CommandLineResult Run(params string[] args) => Run(CancellationToken.None, args);

    public static CommandLineResult Run(CancellationToken cancellationToken, params string[] args)
        => Run(() => (null, "no card in these tests"), cancellationToken, args);

    /// <summary>The same on a machine with another NVIDIA driver than none.</summary>
    public static CommandLineResult Run(DriverLoader loadDriver, CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, isInteractive: false);
        var code = App.Run(args, terminal, cancellationToken, loadDriver);
        return new CommandLineResult(code, output.ToString(), error.ToString());
    }

    /// <summary>
    /// The rule for bad input: exit code 2, one line on standard error that holds the given words, nothing on standard
    /// output, and the folder as it was.
    /// </summary>
    public static void AssertRefused(TemporaryFolder folder, string[] args, params string[] words)
    {
        var before = folder.Snapshot();
        var result = Run(args);
        Assert.Equal(2, result.ExitCode);
        var line = Assert.Single(result.ErrorLines);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
        Assert.Empty(result.Output);
        Assert.Equal(before, folder.Snapshot());
    }
}
