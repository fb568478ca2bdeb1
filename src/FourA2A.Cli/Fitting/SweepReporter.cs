using System.Diagnostics;
using FourA2A.Cli.Output;
using FourA2A.Experiment.Sweeps;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// A sweep under the eyes of a user: a line for every setting that is done, and a bar with the time left.
/// </summary>
/// <param name="terminal">Where the lines go.</param>
/// <param name="bar">Where the bar goes: a fraction and a text.</param>
internal sealed class SweepReporter(Terminal terminal, Action<double?, string> bar) : IProgress<SweepProgress>
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int doneBefore = -1;
    private bool headed;

    /// <inheritdoc/>
    public void Report(SweepProgress value)
    {
        if (value.Outcome is { } outcome)
        {
            Print(outcome);
        }

        var done = value.Outcome is null ? value.Done : value.Done - 1;
        doneBefore = doneBefore < 0 ? done : doneBefore;
        var step = value.Step is { } record ? $", ESR {100 * record.RelativeLoss:0.0000} %" : string.Empty;
        bar((double)value.Done / value.Count, $"{value.Done} of {value.Count} done{Left(value)}, {value.Setting.Name}{step}");
    }

    private static readonly (string Heading, int Width)[] Columns =
    [
        ("setting", 12), ("threshold", 9), ("ratio", 7), ("attack", 8), ("release", 9), ("make-up", 7), ("delay", 8), ("ESR", 9), ("unaligned", 9), ("steps", 5),
    ];

    private void Print(SettingOutcome outcome)
    {
        if (!headed)
        {
            headed = true;
            Row([.. Columns.Select(column => column.Heading)], "status");
            Row([string.Empty, "dB", "to 1", "ms", "ms", "dB", "samples", "%", "%", string.Empty], string.Empty);
        }

        if (outcome.Result is not { } result)
        {
            Row([outcome.Setting.Name], $"failed: {outcome.Failure}");
            return;
        }

        var parameters = result.Parameters;
        Row(
            [
                outcome.Setting.Name,
                $"{parameters.ThresholdDb:0.000}", $"{parameters.Ratio:0.0000}", $"{parameters.AttackMs:0.0000}", $"{parameters.ReleaseMs:0.000}", $"{parameters.MakeUpDb:0.000}",
                $"{result.DelaySamples:0.0000;-0.0000;0.0000}",
                $"{100 * result.Esr:0.0000}", $"{100 * result.EsrUnaligned:0.0000}",
                $"{SweepTables.Effort(result).Iterations}",
            ],
            result.NotIdentifiable.IsEmpty ? result.Status : $"{result.Status} ({string.Join(", ", result.NotIdentifiable)})");
    }

    // Lines come one at a time: the widths are fixed, not those of the longest cell. A failure needs no empty cells.
    private void Row(string[] cells, string last)
        => terminal.Line($"  {string.Join("  ", cells.Select((cell, column) => column == 0 ? cell.PadRight(Columns[0].Width) : cell.PadLeft(Columns[column].Width)))}  {last}".TrimEnd());

    private string Left(SweepProgress value)
    {
        var finished = value.Done - doneBefore;
        if (finished == 0 || value.Done == value.Count)
        {
            return string.Empty;
        }

        var left = watch.Elapsed * ((double)(value.Count - value.Done) / finished);
        return $", {Format.Left(left)}";
    }
}
