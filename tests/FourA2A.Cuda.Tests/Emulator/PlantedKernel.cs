using System.Runtime.InteropServices;
using PtxEmulator;
using PtxEmulator.Model;
using PtxEmulator.Scheduling;

namespace FourA2A.Cuda.Tests.Emulator;

/// <summary>
/// A small kernel <c>k(a, b)</c> written for a test. When its body begins, %rd1 and %rd2 are a and b, %r1 the thread, %r2 the
/// block, %r4 the thread in the grid, %rd4 and %rd5 the addresses of word %r4 of a and b; the lines marked <c>// *</c> are those a
/// fault may be reported at.
/// </summary>
internal sealed class PlantedKernel : IDisposable
{
    private const string Prologue = """
        .version 6.3
        .target sm_75
        .address_size 64
        VARIABLES
        .visible .entry k(.param .u64 a, .param .u64 b)
        {
            .reg .pred %p<8>;
            .reg .b16 %h<8>;
            .reg .b32 %r<32>;
            .reg .f32 %f<8>;
            .reg .b64 %rd<32>;
            ld.param.u64 %rd1, [a];
            ld.param.u64 %rd2, [b];
            mov.u32 %r1, %tid.x;
            mov.u32 %r2, %ctaid.x;
            mov.u32 %r3, %ntid.x;
            mad.lo.u32 %r4, %r2, %r3, %r1;
            mul.wide.u32 %rd3, %r4, 4;
            add.u64 %rd4, %rd1, %rd3;
            add.u64 %rd5, %rd2, %rd3;

        """;

    private readonly string source;
    private readonly LoadedModule module;

    /// <param name="body">PTX after the prologue, up to the last <c>ret</c>.</param>
    /// <param name="words">Words of a and of b.</param>
    /// <param name="variables">Module variables.</param>
    public PlantedKernel(string body, int words = 256, string variables = "")
    {
        source = Prologue.Replace("VARIABLES", variables, StringComparison.Ordinal) + body + "\n    ret;\n}\n";
        A = Device.Allocate((nuint)words * 4);
        B = Device.Allocate((nuint)words * 4);
        module = Device.LoadModule(PtxModule.Parse(source))!;
    }

    public EmulatedDevice Device { get; } = new(1 << 20);

    public ulong A { get; private set; }

    public ulong B { get; }

    public void FreeA() => Assert.True(Device.Free(A));

    /// <summary>Puts words into a or b.</summary>
    public PlantedKernel With(ulong address, params ReadOnlySpan<uint> words)
    {
        Device.Write(address, MemoryMarshal.AsBytes(words));
        return this;
    }

    public uint[] Words(ulong address, int count)
    {
        var words = new uint[count];
        Device.Read(address, MemoryMarshal.AsBytes(words.AsSpan()));
        return words;
    }

    public LaunchStatistics Run(uint blocks = 1, uint threads = 32, ScheduleOptions? options = null)
    {
        var parameters = new byte[16];
        MemoryMarshal.Write(parameters, A);
        MemoryMarshal.Write(parameters.AsSpan(8), B);
        return Device.Launch(module, "k", new(blocks), new(threads), 0, parameters, options ?? new());
    }

    /// <summary>Runs it and returns the fault, which must name the kernel and a marked line.</summary>
    public EmulationException Fault(EmulationFault fault, uint blocks = 1, uint threads = 32, ScheduleOptions? options = null)
    {
        var report = Assert.Throws<EmulationException>(() => Run(blocks, threads, options));
        Assert.True(report.Fault == fault, $"{fault} was expected: {report.Message}");
        Assert.Equal("k", report.Kernel);
        var marked = source.Split('\n').Index().Where(line => line.Item.Contains("// *", StringComparison.Ordinal)).Select(line => line.Index + 1);
        Assert.True(marked.Contains(report.Line), report.Message);
        return report;
    }

    public void Dispose() => Device.Dispose();
}
