using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Metrics;
using FourA2A.Newton;
using FourA2A.Newton.Uncertainty;
using FourA2A.Objective;

namespace FourA2A.Experiment;

/// <summary>
/// Turns the outcome of a fit into what is written.
/// </summary>
public static class FitRecords
{
    /// <summary>The record of a fit.</summary>
    public static FitResultRecord Create(FitResult fit, FitOptions options, InputRecords inputs, DryWetPair pair, Scores scores, FitTimes times, ImmutableArray<string> findings)
        => new()
        {
            ProgramVersion = ProgramVersion,
            Parameters = fit.Parameters,
            DelaySamples = fit.DelaySamples,
            Polarity = fit.Polarity,
            Esr = scores.Esr,
            EsrUnaligned = scores.EsrUnaligned,
            LoudnessDynamicRangeDifferenceDb = scores.LoudnessDynamicRangeDifferenceDb,
            Status = StatusWord(fit.Status),
            StatusReason = fit.StatusReason,
            Iterations = fit.Iterations,
            Evaluations = fit.Evaluations,
            Restarts = fit.Restarts,
            Attempt = fit.Attempt,
            Engine = fit.Engine,
            Hessian = options.Hessian.Word(),
            Seconds = times.Total,
            Times = times,
            StandardErrors = StandardErrors(fit.Uncertainty),
            Correlations = new NamedMatrix(
                fit.Uncertainty.Names,
                [.. fit.Uncertainty.Correlations.ToRowArrays().Select(row => row.ToImmutableArray())]),
            NotIdentifiable = fit.Uncertainty.NotIdentifiable,
            Start = fit.Records[0].Parameters,
            Ranges = options.Ranges,
            SampleRate = pair.SampleRate,
            SampleCount = pair.SampleCount,
            Inputs = inputs,
            Findings = findings,
            IterationRecords = [.. fit.Records.Select(Row)],
        };

    /// <summary>The record of a fit whose engine failed after some steps.</summary>
    public static UnfinishedFitRecord Unfinished(IReadOnlyList<FitRecord> steps, IEngine engine, EngineException failure)
    {
        var best = steps.MinBy(step => step.RelativeLoss)!;
        return new()
        {
            ProgramVersion = ProgramVersion,
            Parameters = ParameterLimits.MoveInside(best.Parameters),
            DelaySamples = best.DelaySamples,
            Status = "engineFailed",
            StatusReason = failure.Message,
            Engine = engine.Name,
            IterationRecords = [.. steps.Select(Row)],
        };
    }

    /// <summary>The records of the files, which are read for their hashes.</summary>
    public static InputRecords Inputs(PairFiles files) => new(InputRecord(files.Dry), InputRecord(files.Wet));

    /// <summary><c>converged</c>, <c>notConverged</c>, <c>notIdentifiable</c>, <c>atRangeEdge</c> or <c>unconfirmed</c>.</summary>
    public static string StatusWord(FitStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    /// <summary>Version of the program.</summary>
    public static string ProgramVersion
        => typeof(FitRecords).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    // What is not identifiable has no error that means anything, whatever its figure.
    private static Dictionary<string, double?> StandardErrors(UncertaintyEstimate uncertainty)
        => uncertainty.Names.ToDictionary(
            name => name,
            name => uncertainty.NotIdentifiable.Contains(name, StringComparer.Ordinal) ? null : (double?)uncertainty.StandardError(name),
            StringComparer.Ordinal);

    private static InputFileRecord InputRecord(WaveFileSignal file)
        => InputFileRecord.OfFile(file.Reader.Name, file.SampleCount, file.Selection == ChannelSelection.Only ? "mono" : file.Selection.ToString().ToLowerInvariant());

    private static IterationRow Row(FitRecord record)
        => new(
            record.Step.Iteration,
            record.Step.Evaluations,
            record.Step.Loss,
            record.Step.ResidualCosine,
            record.Step.StepFraction,
            record.Step.LargestStep,
            record.Step.GainRatio,
            record.Step.Damping,
            record.Parameters,
            record.DelaySamples,
            record.Attempt,
            record.RelativeLoss);
}
