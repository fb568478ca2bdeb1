using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FourA2A.Audio;
using FourA2A.Cli.Output;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// A verb of the command line: its arguments and options, help that ends with examples, and what it does.
/// </summary>
internal abstract class Verb : Command
{
    private readonly Terminal terminal;

    protected Verb(string name, string description, Terminal terminal, CancellationToken cancellationToken)
        : base(name, description)
    {
        this.terminal = terminal;
        CancellationToken = cancellationToken;
        SetAction(Run);
        Add(new HelpOption { Action = new HelpWithExamples(this) });
    }

    /// <summary>Command lines a newcomer can try, with a word on each.</summary>
    public abstract string Examples { get; }

    /// <summary>Where the verb writes.</summary>
    protected Terminal Terminal => terminal;

    /// <summary>Signals Ctrl-C.</summary>
    protected CancellationToken CancellationToken { get; }

    /// <summary>All verbs, in the order a newcomer meets them.</summary>
    public static IEnumerable<Verb> All(Terminal terminal, CancellationToken cancellationToken) =>
    [
        new RenderVerb(terminal, cancellationToken),
    ];

    /// <summary>A file that ends early is read as far as it goes; the user is told how much is missing.</summary>
    protected void WarnIfTruncated(WaveFileReader reader)
    {
        if (reader.MissingFrames > 0)
        {
            var promised = reader.FrameCount + reader.MissingFrames;
            Terminal.Warn($"{reader.Name}: the file is cut short; found {reader.FrameCount} of {promised} frames and goes on with these, {reader.MissingFrames} are missing.");
        }
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
