using System.CommandLine;
using System.CommandLine.Parsing;
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

    /// <summary>Refuses a value outside limits, which belong to what is allowed.</summary>
    public static Option<T> Between<T>(this Option<T> option, T smallest, T largest)
        where T : struct, INumber<T>
    {
        option.Validators.Add(result => Check(result, option.Name, [result.GetValueOrDefault<T>()], smallest, largest));
        return option;
    }

    /// <inheritdoc cref="Between{T}(Option{T}, T, T)"/>
    public static Option<T[]> Between<T>(this Option<T[]> option, T smallest, T largest)
        where T : struct, INumber<T>
    {
        option.Validators.Add(result => Check(result, option.Name, result.GetValueOrDefault<T[]>() ?? [], smallest, largest));
        return option;
    }

    // NaN is not between any limits.
    private static void Check<T>(OptionResult result, string name, T[] values, T smallest, T largest)
        where T : struct, INumber<T>
    {
        foreach (var wrong in values.Where(value => !(value >= smallest && value <= largest)).Take(1))
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"Found {wrong} for {name}, expected {smallest} to {largest}."));
        }
    }
}
