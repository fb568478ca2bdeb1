namespace PtxEmulator;

/// <summary>
/// What went wrong in an emulated launch, where: the checker's report.
/// </summary>
/// <remarks>Its message reads <c>kernel 'k', PTX line 12 (ld.global.f32 %f1, [%rd3];), block (3,0,0), thread (17,0,0): what</c>.</remarks>
public sealed class EmulationException(EmulationFault fault, string kernel, int line, string instruction, Dim3 block, Dim3 thread, string what)
    : Exception($"kernel '{kernel}', PTX line {line} ({instruction}), block {block}, thread {thread}: {what}")
{
    public EmulationFault Fault { get; } = fault;

    public string Kernel { get; } = kernel;

    /// <summary>Line in the PTX source, from 1.</summary>
    public int Line { get; } = line;

    public Dim3 Block { get; } = block;

    public Dim3 Thread { get; } = thread;
}
