using System.Globalization;
using System.Text.RegularExpressions;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// What NVIDIA's assembler, where it is on the path, makes of a kernel on an architecture.
/// </summary>
internal sealed partial record PtxAssembler(string Kernel, string Architecture, int Registers, int SharedBytes, int SpillBytes, int StackBytes)
{
    /// <summary>Version of the assembler; empty where there is none.</summary>
    public static string Version() => Machine.Run("ptxas", "--version").Output.Split('\n')
        .FirstOrDefault(line => line.StartsWith("Cuda compilation tools", StringComparison.Ordinal), "");

    /// <summary>All kernels of an image.</summary>
    public static IReadOnlyList<PtxAssembler> Assemble(string image, string architecture)
    {
        var folder = Directory.CreateTempSubdirectory("foura2a-ptxas-");
        try
        {
            var source = Path.Combine(folder.FullName, image + ".ptx");
            File.WriteAllText(source, KernelImages.Read(image));
            var report = Machine.Run("ptxas", $"-arch={architecture}", "-v", source, "-o", Path.Combine(folder.FullName, image)).Errors;
            return [.. KernelReport().Matches(report).Select(match => new PtxAssembler(
                match.Groups["kernel"].Value, architecture, Number(match, "registers"), Number(match, "shared"), Number(match, "stores") + Number(match, "loads"), Number(match, "stack")))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Number(Match match, string group)
        => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"Function properties for (?<kernel>\w+)\s+(?<stack>\d+) bytes stack frame, (?<stores>\d+) bytes spill stores, (?<loads>\d+) bytes spill loads\s.*?Used (?<registers>\d+) registers(?:, (?<shared>\d+) bytes smem)?",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex KernelReport();
}
