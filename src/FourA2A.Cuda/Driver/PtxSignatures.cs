using System.Text.RegularExpressions;

namespace FourA2A.Cuda.Driver;

/// <summary>
/// Reads from a PTX text which parameters its kernels take: the driver launches with whatever it finds at the addresses
/// it is given, so wrong arguments must be found before.
/// </summary>
/// <remarks>Source: NVIDIA, PTX ISA, "Kernel and Function Directives: .entry" and "Kernel Function Parameter Attributes".</remarks>
internal static partial class PtxSignatures
{
    // Far more than a text of megabytes takes: no text may hang the program.
    private const int TimeoutMilliseconds = 10_000;

    /// <summary>The kernels of a PTX text that a compiler has accepted, and their parameters in order.</summary>
    /// <exception cref="NotSupportedException">A parameter's declaration is not understood.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<KernelParameter>> Read(string ptx)
    {
        var kernels = new Dictionary<string, IReadOnlyList<KernelParameter>>(StringComparer.Ordinal);
        foreach (Match entry in Entry().Matches(Comment().Replace(ptx, " ")))
        {
            var kernel = entry.Groups["name"].Value;
            var declarations = entry.Groups["parameters"].Value.Split(',');

            // A kernel may be declared before it is defined; both say the same.
            kernels[kernel] = [.. declarations.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => Parse(text, kernel))];
        }

        return kernels;
    }

    private static KernelParameter Parse(string declaration, string kernel)
    {
        var match = Parameter().Match(declaration);
        if (!match.Success)
        {
            throw new NotSupportedException(
                $"Kernel {kernel}: found the parameter declaration '{declaration.Trim()}', expected '.param .type name' or '.param .align n .type name[n]'.");
        }

        var count = match.Groups["count"].Success ? int.Parse(match.Groups["count"].ValueSpan) : 1;
        return new KernelParameter(
            match.Groups["name"].Value, match.Groups["kind"].Value + match.Groups["bits"].Value, count * int.Parse(match.Groups["bits"].ValueSpan) / 8);
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline, TimeoutMilliseconds)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\.entry\s+(?<name>[\w$%]+)\s*(\((?<parameters>[^)]*)\))?", RegexOptions.ExplicitCapture, TimeoutMilliseconds)]
    private static partial Regex Entry();

    [GeneratedRegex(
        @"^\s*\.param\s+(\.align\s+\d+\s+)?\.(?<kind>[bsuf])(?<bits>8|16|32|64)\s+(\.ptr\s+(\.(global|const|local|shared)\s+)?(\.align\s+\d+\s+)?)?(?<name>[\w$%]+)\s*(\[\s*(?<count>\d+)\s*\])?\s*$",
        RegexOptions.ExplicitCapture, TimeoutMilliseconds)]
    private static partial Regex Parameter();
}
