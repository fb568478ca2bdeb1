using System.CommandLine;
using FourA2A.Audio;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Files;
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
        var jsonPath = NewFile(arguments, json);
        using var files = OpenPair(arguments.GetRequiredValue(estimatePath), arguments.GetRequiredValue(targetPath), channel.ValueIn(arguments));
        var (report, scores) = Terminal.WithProgress("Evaluating", _ => (files.Pair.Inspect(), Evaluate(files.Pair)));
        foreach (var finding in report.Findings)
        {
            Terminal.Warn(finding);
        }

        if (jsonPath is not null)
        {
            JsonFile.WriteNew(jsonPath, scores, CliJsonContext.Default.EvaluationRecord);
        }

        Print(scores);
        return ExitCodes.Done;
    }

    private EvaluationRecord Evaluate(DryWetPair pair)
    {
        var (estimate, target) = (pair.Dry, pair.Wet);
        var esr = ErrorToSignalRatio.Measure(estimate, target);
        CancellationToken.ThrowIfCancellationRequested();
        var rangeDifference = LoudnessDynamicRange.DifferenceDb(estimate, target);
        CancellationToken.ThrowIfCancellationRequested();
        return new EvaluationRecord(
            1,
            pair.DryName,
            pair.WetName,
            pair.SampleRate,
            pair.SampleCount,
            esr,
            rangeDifference,
            Loudness(estimate),
            Loudness(target));
    }

    // The other measures do not ask for a rate.
    private static double Loudness(ISignal signal)
        => signal.SampleRate < IntegratedLoudness.LowestSampleRate ? double.NaN : IntegratedLoudness.MeasureLufs(signal);

    private void Print(EvaluationRecord scores)
    {
        Terminal.Line($"{(double)scores.SampleCount / scores.SampleRate:0.000} s at {scores.SampleRate} Hz compared.");
        Terminal.Table(
            1..2,
            ["measure", "value", "meaning"],
            ["ESR", Format.Esr(scores.Esr), "error to signal, pre-emphasised; smaller is better"],
            ["dLDR", $"{scores.LoudnessDynamicRangeDifferenceDb:+0.000;-0.000;0.000} dB", "loudness dynamic range; above 0 the estimate is less compressed"],
            ["estimate", Format.Lufs(scores.EstimateLoudnessLufs), "integrated loudness"],
            ["target", Format.Lufs(scores.TargetLoudnessLufs), "integrated loudness"]);
    }
}
