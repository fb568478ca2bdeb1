using System.CommandLine;
using FourA2A.Audio;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Experiment.Evaluations;
using FourA2A.Files;
using FourA2A.Metrics;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>evaluate</c>: how far an estimate is from its target, or methods from the recordings of a data set.
/// </summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Argument<string[]> paths = new("ESTIMATE.wav TARGET.wav | METHOD... DATASET")
    {
        Description = "What a model made and what it should have made; or methods and the folder of a data set in the SignalTrain layout. A METHOD is the folder of a sweep, a curve file or built-in curve (la2a), or a folder of WAV files named like the targets; NAME=PATH names it.",
        Arity = new ArgumentArity(2, 1000),
    };

    private readonly PathOption output = new("--output", "FILE", "With a data set: new CSV file for the scores of every method and setting.", "-o");
    private readonly Option<bool> published = new("--published") { Description = $"With a data set: add the published scores at its settings ({PublishedScores.Source})." };
    private readonly DataSetOptions selection = new();
    private readonly ChannelOption channel = new();
    private readonly PathOption json = PathOption.Json();

    public EvaluateVerb(Terminal terminal, CancellationToken cancellationToken)
        : base("evaluate", "Measures how far an estimate is from its target: ESR, loudness dynamic range, loudness. Does the same for any number of methods over a data set.", terminal, cancellationToken)
    {
        Add(paths);
        Add(output);
        Add(published);
        selection.AddTo(this);
        Add(channel);
        Add(json);
    }

    public override string Examples =>
        """
          foura2a evaluate song-rendered.wav song-wet.wav
          foura2a evaluate song-rendered.wav song-wet.wav --channel left --json scores.json
          foura2a evaluate unit.sweep la2a unit --published -o scores.csv
          foura2a evaluate plugin=renders/plugin unit --mode limit --peak-reduction 40:100 -o scores.csv
        """;

    protected override int Run(ParseResult arguments)
    {
        var given = arguments.GetRequiredValue(paths);

        // Two recordings, unless one of them is a folder.
        return given is [var estimate, var target] && !Directory.Exists(estimate) && !Directory.Exists(target)
            ? EvaluatePair(arguments, estimate, target)
            : EvaluateDataSet(arguments, given[..^1], given[^1]);
    }

    private int EvaluateDataSet(ParseResult arguments, string[] methodPaths, string dataSetPath)
    {
        RequireNone(arguments, dataSetPath, "a data set", "give -o for the scores", json);
        var outputPath = NewFile(arguments, output);
        var dataSet = SignalTrainDataSet.Open(dataSetPath).Select(selection.ValueIn(arguments));
        EvaluationMethod[] methods = [.. methodPaths.Select(EvaluationMethod.Open)];
        if (methods.GroupBy(method => method.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: var name })
        {
            throw new InputException($"Found two methods of the name {name}, expected different ones; name them with NAME=PATH.");
        }

        var result = Terminal.WithProgress(
            "Evaluating",
            report => DataSetEvaluation.Run(dataSet.Pairs, methods, channel.ValueIn(arguments), (fraction, setting) => report(fraction, setting), CancellationToken));
        foreach (var warning in dataSet.Findings.Concat(result.Findings).Concat(result.Failures))
        {
            Terminal.Warn(warning);
        }

        if (result.Rows.IsEmpty)
        {
            throw new InputException($"{dataSetPath}: found no setting that could be measured, expected at least one; the first failed with {result.Failures[0]}");
        }

        MethodScore[] scores = arguments.GetValue(published)
            ? [.. result.Rows, .. PublishedScores.At([.. dataSet.Pairs.Select(pair => pair.Setting)])]
            : [.. result.Rows];
        if (outputPath is not null)
        {
            MethodScore.Table(scores).WriteNew(outputPath);
        }

        PrintMeans(scores);
        if (arguments.GetValue(published))
        {
            Terminal.Line($"Published scores: {PublishedScores.Source}.");
        }

        Terminal.Line(outputPath is null
            ? "Give -o scores.csv for the scores of every setting."
            : $"{outputPath}: {Format.Count(scores.Length, "row")}.");
        return result.Failures.IsEmpty ? ExitCodes.Done : ExitCodes.NotConverged;
    }

    private void PrintMeans(IEnumerable<MethodScore> scores)
        => Terminal.Table(
            2..7,
            ["method", "mode", "settings", "mean ESR", "as recorded", "dLDR, dB", "loudness, LU"],
            [
                .. MethodMean.Of(scores).Select(mean => new[]
                {
                    mean.Method,
                    UnitSetting.Word(mean.Mode),
                    $"{mean.SettingCount}",
                    Cell(100 * mean.Esr, "0.000 '%'"),
                    Cell(100 * mean.EsrUnaligned, "0.000 '%'"),
                    Cell(mean.LoudnessDynamicRangeDifferenceDb, "+0.000;-0.000;0.000"),
                    Cell(mean.LoudnessDifferenceLu, "+0.00;-0.00;0.00"),
                }),
            ]);

    private static string Cell(double value, string format)
        => double.IsFinite(value) ? value.ToString(format, System.Globalization.CultureInfo.InvariantCulture) : "-";

    private int EvaluatePair(ParseResult arguments, string estimatePath, string targetPath)
    {
        RequireNone(arguments, targetPath, "two recordings", "leave it out, or give the folder of a data set", [output, published, .. selection.All]);
        var jsonPath = NewFile(arguments, json);
        using var files = OpenPair(estimatePath, targetPath, channel.ValueIn(arguments));
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

    // An option that has no meaning here is refused, for its user expects one.
    private static void RequireNone(ParseResult arguments, string path, string kind, string remedy, params Option[] options)
    {
        if (Array.Find(options, option => arguments.GetResult(option) is { Implicit: false }) is { } option)
        {
            throw new InputException($"{path}: found {option.Name} with {kind}, expected none; {remedy}.");
        }
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
