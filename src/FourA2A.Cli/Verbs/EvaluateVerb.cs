using System.CommandLine;
using FourA2A.Audio;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Metrics;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>evaluate</c>: how far an estimate is from its target.
/// </summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly PathArgument estimatePath = new("ESTIMATE.wav", "What a model made.");
    private readonly PathArgument targetPath = new("TARGET.wav", "What it should have made; same sample rate.");
    private readonly ChannelOption channel = new();
    private readonly PathOption json = PathOption.Json();

    public EvaluateVerb(Terminal terminal, CancellationToken cancellationToken)
        : base("evaluate", "Measures how far an estimate is from its target: ESR, loudness dynamic range, loudness.", terminal, cancellationToken)
    {
        Add(estimatePath);
        Add(targetPath);
        Add(channel);
        Add(json);
    }

    public override string Examples =>
        """
          foura2a evaluate song-rendered.wav song-wet.wav
          foura2a evaluate song-rendered.wav song-wet.wav --channel left --json scores.json
        """;

    protected override int Run(ParseResult arguments)
    {
        return ExitCodes.Done;
    }
}
