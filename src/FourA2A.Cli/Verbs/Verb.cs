using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FourA2A.Audio;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Experiment;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// A verb of the command line: its arguments and options, help that ends with examples, and what it does.
/// </summary>
internal abstract class Verb : Command
{
    protected Verb(string name, string description, Terminal terminal, CancellationToken cancellationToken)
        : base(name, description)
    {
        Terminal = terminal;
        CancellationToken = cancellationToken;
        SetAction(Run);
        Add(new HelpOption { Action = new HelpWithExamples(this) });
    }

    /// <summary>Command lines a newcomer can try, with a word on each.</summary>
    public abstract string Examples { get; }

    /// <summary>Where the verb writes.</summary>
    protected Terminal Terminal { get; }

    /// <summary>Signals Ctrl-C.</summary>
    protected CancellationToken CancellationToken { get; }

    /// <summary>All verbs, in the order a newcomer meets them.</summary>
    public static IEnumerable<Verb> All(DriverLoader loadDriver, Terminal terminal, CancellationToken cancellationToken) =>
    [
        new CheckVerb(terminal, cancellationToken),
        new FitVerb(loadDriver, terminal, cancellationToken),
        new SweepVerb(loadDriver, terminal, cancellationToken),
        new RenderVerb(terminal, cancellationToken),
        new CurveVerb(terminal, cancellationToken),
        new CompareVerb(loadDriver, terminal, cancellationToken),
        new EvaluateVerb(terminal, cancellationToken),
        new ReportVerb(terminal, cancellationToken),
        new SynthVerb(terminal, cancellationToken),
        new DemoVerb(loadDriver, terminal, cancellationToken),
        new DevicesVerb(loadDriver, terminal, cancellationToken),
    ];

    /// <summary>Opens a file and says so if it is cut short.</summary>
    protected WaveFileReader Open(string path)
    {
        var reader = new WaveFileReader(path);
        if (reader.Finding is { } finding)
        {
            Terminal.Warn(finding);
        }

        return reader;
    }

    /// <summary>Opens two files that are compared and says so if one is cut short.</summary>
    /// <exception cref="InputException">A file cannot be used, or their sample rates differ.</exception>
    protected PairFiles OpenPair(string dryPath, string wetPath, ChannelSelection channel)
    {
        WaveFileSignal? dry = null, wet = null;
        try
        {
            dry = new WaveFileSignal(Open(dryPath), channel);
            wet = new WaveFileSignal(Open(wetPath), channel);
            return new PairFiles(dry, wet);
        }
        catch
        {
            wet?.Dispose();
            dry?.Dispose();
            throw;
        }
    }

    /// <summary>The path of an option for a new file; null if not given.</summary>
    /// <exception cref="InputException">The file exists, its folder does not, or it cannot be written.</exception>
    protected static string? NewFile(ParseResult arguments, PathOption option)
    {
        var path = arguments.GetValue(option);
        if (path is not null)
        {
            if (Path.EndsInDirectorySeparator(path))
            {
                throw new InputException($"{path}: found the name of a folder, expected that of a new file; choose another name for {option.Name}.");
            }

            OutputPath.RequireFree(path, $"choose another name for {option.Name}");
        }

        return path;
    }

    /// <summary>Does the work and returns an exit code.</summary>
    protected abstract int Run(ParseResult arguments);

    private sealed class HelpWithExamples(Verb verb) : SynchronousCommandLineAction
    {
        private readonly HelpAction help = new();

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine($"Examples:{Environment.NewLine}{verb.Examples}");
            return code;
        }
    }
}
