using System.CommandLine;
using FourA2A.Audio;

namespace FourA2A.Cli.Options;

/// <summary>
/// Which recordings of a data set a verb works on.
/// </summary>
internal sealed class DataSetOptions
{
    private readonly ModeOption mode = new();
    private readonly PeakReductionRangeOption peakReduction = new();

    private readonly ChoiceOption<string?> take = new(
        "--take",
        "Take in the names of the targets.",
        [("any", null), .. SignalTrainDataSet.Takes.Select(word => (word, (string?)word))]);

    private readonly ChoiceOption<string?> subset = new(
        "--subset",
        "Folder of the data set.",
        [("any", null), .. SignalTrainDataSet.Subsets.Select(word => (word, (string?)word))]);

    /// <summary>All options.</summary>
    public Option[] All => [mode, peakReduction, take, subset];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    public DataSetSelection ValueIn(ParseResult arguments)
    {
        var (from, to) = peakReduction.ValueIn(arguments);
        return new DataSetSelection
        {
            Mode = mode.ValueIn(arguments),
            LowestPeakReduction = from,
            HighestPeakReduction = to,
            Take = take.ValueIn(arguments),
            Subset = subset.ValueIn(arguments),
        };
    }
}
