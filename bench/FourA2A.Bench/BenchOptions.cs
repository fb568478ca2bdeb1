using System.CommandLine;

namespace FourA2A.Bench;

/// <summary>Options that several verbs have.</summary>
internal static class BenchOptions
{
    /// <summary>The budget of the rounds.</summary>
    public static Option<double> Seconds(double usual)
        => new("--seconds") { Description = "Time to spend on measuring; ten rounds are made at least.", DefaultValueFactory = _ => usual };
}
