using System.Text.RegularExpressions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>What can be read off the text of a PTX file.</summary>
internal static partial class PtxRules
{
    private static readonly string[] Header = [".version 6.3", ".target sm_75", ".address_size 64"];

    private static readonly (Regex Pattern, string Meaning)[] Forbidden =
    [
        (Local(), "memory of a thread: registers spilled, or an array indexed at run time"),
        (FlushToZero(), "loses denormals, which the CPU keeps"),
        (Approximate(), "a result that differs from card to card"),
        (Unrounded(), "without .rn, so that the driver may fuse it with its neighbour"),
        (Call(), "a call: everything is to be inlined"),
    ];

    /// <summary>One line for every breach, with the line of the PTX that it is in.</summary>
    public static IEnumerable<string> Findings(string ptx)
    {
        var lines = ptx.Split('\n').Select(line => line.Split("//", 2)[0].Trim()).ToArray();
        foreach (var header in Header.Except(lines))
        {
            yield return $"'{header}' is missing";
        }

        for (var i = 0; i < lines.Length; i++)
        {
            foreach (var (pattern, meaning) in Forbidden)
            {
                if (pattern.IsMatch(lines[i]))
                {
                    yield return $"line {i + 1}: '{lines[i]}' has {meaning}";
                }
            }
        }
    }

    [GeneratedRegex(@"\.local\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Local();

    [GeneratedRegex(@"\.ftz\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FlushToZero();

    [GeneratedRegex(@"\.approx\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Approximate();

    // Arithmetic that rounds; atom.add and red.add have no neighbours to be fused with.
    [GeneratedRegex(@"(?<![\w.$%])(add|sub|mul|mad|fma|div|sqrt|rcp)(?!(\.\w+)*\.rn)(\.\w+)*\.f(32|64)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unrounded();

    [GeneratedRegex(@"\.func\b|(?<![\w.$%])call\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call();
}
