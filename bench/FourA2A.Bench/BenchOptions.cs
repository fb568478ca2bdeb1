using System.CommandLine;
using FourA2A.Chunks;

namespace FourA2A.Bench;

/// <summary>Options that several verbs have.</summary>
internal static class BenchOptions
{
    /// <summary>Length of a chunk.</summary>
    public static Option<double> ChunkSeconds()
        => new("--chunk-seconds") { Description = "Length of a chunk.", DefaultValueFactory = _ => ChunkLayout.DefaultChunkSeconds };

    /// <summary>The budget of the rounds.</summary>
    public static Option<double> Seconds(double usual)
        => new("--seconds") { Description = "Time to spend on measuring; ten rounds are made at least.", DefaultValueFactory = _ => usual };
}
