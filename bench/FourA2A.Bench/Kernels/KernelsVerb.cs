using System.CommandLine;
using PtxEmulator.Execution;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// <c>kernels</c>: what every kernel moves and computes per sample, counted on the emulated card; with NVIDIA's assembler on the path its
/// registers too. Says nothing about time.
/// </summary>
internal static class KernelsVerb
{
    // A second of the usual batch.
    private const int Chunks = 16;
    private const int Length = 44_100;

    private static readonly InstructionClass[] Classes = Enum.GetValues<InstructionClass>();

    // Turing, Ampere and Ada.
    private static readonly string[] Architectures = ["sm_75", "sm_86", "sm_89"];

    public static Command Create()
    {
        var command = new Command("kernels", "Counts bytes and operations of every kernel on the emulated card; registers and shared memory where ptxas is on the path.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var results = new BenchResults("kernels", "Kernels: bytes and operations", "kernels");
        KernelCount[] counts = [.. KernelCounts.Run(Chunks, Length), .. EngineKernelCounts.Run(Chunks, Length / (double)BenchSignals.SampleRate)];
        results.AddTable(
            $"Device memory, {Chunks} chunks of {Length} samples",
            ["kernel", "minimum bytes a sample", "bytes a sample", "bytes / minimum", "sectors / minimum", "atomics a 1,000 samples"],
            counts.Select(count => new object[]
            {
                count.Kernel,
                count.MinimumBytes,
                count.Bytes,
                count.MinimumBytes > 0 ? count.Bytes / count.MinimumBytes : string.Empty,
                count.SectorRatio,
                1000 * count.PerSample(count.Statistics.Memory.GlobalAtomics),
            }));
        results.AddTable(
            "Operations of threads a sample",
            ["kernel", .. Classes.Select(Name), "shared bytes", "bank conflicts"],
            counts.Select(count => (object[])
            [
                count.Kernel,
                .. Classes.Select(kind => (object)count.Operations(kind)),
                count.PerSample(count.Statistics.Memory.SharedBytesLoaded + count.Statistics.Memory.SharedBytesStored),
                count.PerSample(count.Statistics.Memory.SharedBankConflicts),
            ]));
        var assembler = PtxAssembler.Version();
        if (assembler.Length > 0)
        {
            results.Add("ptxas", assembler);
            results.AddTable(
                "Registers, shared memory and spills by ptxas",
                ["kernel", "architecture", "registers a thread", "shared bytes a block", "spilled bytes", "stack bytes"],
                counts.Select(count => count.Image).Distinct(StringComparer.Ordinal)
                    .SelectMany(image => Architectures.SelectMany(architecture => PtxAssembler.Assemble(image, architecture)))
                    .OrderBy(kernel => kernel.Kernel, StringComparer.Ordinal)
                    .Select(kernel => new object[] { kernel.Kernel, kernel.Architecture, kernel.Registers, kernel.SharedBytes, kernel.SpillBytes, kernel.StackBytes }));
        }

        results.Write("emulated");
        return 0;
    }

    private static string Name(InstructionClass kind) => kind switch
    {
        InstructionClass.SinglePrecision => "fp32",
        InstructionClass.DoublePrecision => "fp64",
        InstructionClass.IntegerArithmetic => "integer",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
