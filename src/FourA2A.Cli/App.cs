using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using FourA2A.Cli.Output;
using FourA2A.Cli.Verbs;
using FourA2A.Cuda.Driver;
using FourA2A.Objective;

namespace FourA2A.Cli;

/// <summary>
/// The command line program: parses, runs a verb, and turns what went wrong into one line and an exit code.
/// </summary>
internal static class App
{
    /// <summary>Name under which users start the program.</summary>
    public const string Name = "foura2a";

    private const string TraceVariable = "FOURA2A_TRACE";

    /// <param name="args">What the user typed.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="cancellationToken">Signals Ctrl-C.</param>
    /// <param name="loadDriver">Starts the NVIDIA driver; that of this machine if null.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(string[] args, Terminal terminal, CancellationToken cancellationToken, DriverLoader? loadDriver = null)
    {
        var root = CreateRoot(loadDriver ?? LoadDriver, terminal, cancellationToken);

        // Without a verb the program says what it can do. Response files are off: a recording's name may begin with @.
        var parsed = root.Parse(
            args.Length == 0 ? ["--help"] : args,
            new ParserConfiguration { ResponseFileTokenReplacer = null });
        var command = parsed.CommandResult.Command is RootCommand ? Name : $"{Name} {parsed.CommandResult.Command.Name}";
        if (UsageError(parsed) is { } error)
        {
            terminal.Fail($"{command}: {error} See '{command} --help'.");
            return ExitCodes.BadInput;
        }

        try
        {
            var code = parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            terminal.ShowWarnings();
            return code;
        }
        catch (OperationCanceledException)
        {
            terminal.Fail($"{command}: stopped; nothing has been written.");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is InputException or IOException or UnauthorizedAccessException)
        {
            terminal.Fail($"{command}: {exception.Message}");
            Trace(exception, terminal);
            return ExitCodes.BadInput;
        }
        catch (EngineException exception)
        {
            terminal.Fail($"{command}: {exception.Message}");
            Trace(exception, terminal);
            return ExitCodes.Failed;
        }
        catch (Exception exception)
        {
            terminal.Fail($"{command}: internal error: {exception.Message} Set {TraceVariable}=1 to see where, and report it.");
            Trace(exception, terminal);
            return ExitCodes.Failed;
        }
    }

    private static RootCommand CreateRoot(DriverLoader loadDriver, Terminal terminal, CancellationToken cancellationToken)
    {
        var root = new RootCommand(
            $"Finds the settings of a compressor from a dry and a wet recording of it, by Newton's method. New here? Try '{Name} demo', then '{Name} VERB --help'.")
        {
            HelpName = Name,
        };
        root.Directives.Clear();
        foreach (var verb in Verb.All(loadDriver, terminal, cancellationToken))
        {
            root.Add(verb);
        }

        return root;
    }

    private static (CudaDriver? Driver, string? Problem) LoadDriver()
        => CudaDriver.TryLoad(out var driver, out var reason) ? (driver, null) : (null, reason);

    private static string? UsageError(ParseResult parsed)
    {
        // System.CommandLine takes an option that it does not know for an argument, a file perhaps.
        var option = parsed.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(token => token.Type == TokenType.Argument && LooksLikeOption(token.Value));
        if (option is not null)
        {
            return $"Found the unknown option '{option.Value}'.";
        }

        if (parsed.Action is not ParseErrorAction)
        {
            return null;
        }

        return parsed.CommandResult.Command is RootCommand root && parsed.UnmatchedTokens.Count > 0
            ? $"Found the unknown verb '{parsed.UnmatchedTokens[0]}', expected one of {string.Join(", ", root.Subcommands.Select(verb => verb.Name))}."
            : parsed.Errors[0].Message;
    }

    // Not a negative number, nor a mistaken one such as -0,75.
    private static bool LooksLikeOption(string text)
        => text.StartsWith('-') && text.TrimStart('-') is [var first, ..] && char.IsAsciiLetter(first);

    private static void Trace(Exception exception, Terminal terminal)
    {
        if (Environment.GetEnvironmentVariable(TraceVariable) == "1")
        {
            terminal.Error.WriteLine(exception);
        }
    }
}
