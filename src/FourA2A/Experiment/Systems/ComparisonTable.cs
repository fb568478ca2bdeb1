using System.Collections.Immutable;
using FourA2A.Files;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// The rows of a comparison as a table: <c>comparison.csv</c>.
/// </summary>
public static class ComparisonTable
{
    private static readonly ImmutableArray<string> Columns =
    [
        "model", .. SystemFigure.All.Select(figure => figure.Column), "status", "status_reason", "undetermined",
    ];

    /// <summary>
    /// One row a system; cells of settings that a model lacks are empty.
    /// </summary>
    public static CsvTable Of(IEnumerable<SystemRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var table = new CsvTable(Columns);
        foreach (var row in rows)
        {
            table.Add(
            [
                row.Model,
                .. SystemFigure.All.Select(figure => CsvTable.Cell(figure.Value(row))),
                row.Status, row.StatusReason, string.Join(' ', row.Undetermined),
            ]);
        }

        return table;
    }

    /// <summary>
    /// Reads the rows back.
    /// </summary>
    /// <param name="path">A <c>comparison.csv</c>.</param>
    /// <exception cref="InputException">It cannot be read, lacks a column, or has text where a number belongs.</exception>
    public static ImmutableArray<SystemRow> Read(string path)
    {
        var table = CsvTable.Read(path, Columns.AsSpan());
        var numbers = SystemFigure.All.ToDictionary(figure => figure.Column, figure => table.Numbers(figure.Column), StringComparer.Ordinal);
        var words = Columns.Except(numbers.Keys, StringComparer.Ordinal).ToDictionary(name => name, name => table.Column(name).ToArray(), StringComparer.Ordinal);
        return [.. Enumerable.Range(0, table.Rows.Count).Select(Row)];

        SystemRow Row(int n)
        {
            return new()
            {
                Model = words["model"][n],
                Settings = new(
                    Of("threshold_db"), Of("ratio"), OrNull("knee_db"), Of("attack_ms"), Of("release_ms"), OrNull("smoothing_ms"), Of("make_up_db")),
                DelaySamples = Of("delay_samples"),
                Esr = Of("esr"),
                LoudnessDynamicRangeDifferenceDb = Of("delta_ldr_db"),
                SpectrogramLoss = Of("spectrogram_loss"),
                Loudness = new(Of("loudness_mean_db"), Of("loudness_p95_db"), Of("loudness_largest_db")),
                LoudnessOutsideAttack = new(Of("outside_attack_mean_db"), Of("outside_attack_p95_db"), Of("outside_attack_largest_db")),
                Seconds = Of("seconds"),
                Iterations = (int)Of("iterations"),
                Status = words["status"][n],
                StatusReason = words["status_reason"][n],
                Undetermined = [.. words["undetermined"][n].Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            };

            double Of(string column) => numbers[column][n];

            double? OrNull(string column) => double.IsNaN(Of(column)) ? null : Of(column);
        }
    }
}
