using System.CommandLine;
using System.Globalization;
using System.Numerics;
using FourA2A.Chunks;

namespace FourA2A.Bench;

/// <summary>Options that several verbs have.</summary>
internal static class BenchOptions
{
    /// <summary>Shortest chunk that is measured.</summary>
    public const double ShortestChunkSeconds = 0.001;

    /// <summary>Longest chunk that is measured.</summary>
    public const double LongestChunkSeconds = 600;

    private const int MostChunks = 100_000;

    /// <summary>Length of a chunk.</summary>
    public static Option<double> ChunkSeconds()
        => new Option<double>("--chunk-seconds") { Description = "Length of a chunk.", DefaultValueFactory = _ => ChunkLayout.DefaultChunkSeconds }
            .Between(ShortestChunkSeconds, LongestChunkSeconds);

    /// <summary>Sizes of batches.</summary>
    public static Option<int[]> Chunks(string description, int[] usual)
        => new Option<int[]>("--chunks") { Description = description, DefaultValueFactory = _ => usual, AllowMultipleArgumentsPerToken = true }.Between(1, MostChunks);

    /// <summary>The budget of the rounds.</summary>
    public static Option<double> Seconds(double usual)
        => new("--seconds") { Description = "Time to spend on measuring; ten rounds are made at least.", DefaultValueFactory = _ => usual };

    /// <summary>Refuses values outside limits, which belong to what is allowed.</summary>
    public static TOption Between<TOption, TNumber>(this TOption option, TNumber smallest, TNumber largest)
        where TOption : Option
        where TNumber : struct, INumber<TNumber>
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                // The parser refuses what is no number; NaN is not between any limits.
                if (TNumber.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && !(value >= smallest && value <= largest))
                {
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"Found {value} for {option.Name}, expected {smallest} to {largest}."));
                }
            }
        });
        return option;
    }
}
