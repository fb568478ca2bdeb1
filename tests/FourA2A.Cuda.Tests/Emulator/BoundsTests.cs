using PtxEmulator;

namespace FourA2A.Cuda.Tests.Emulator;

/// <summary>Planted accesses outside allocations, off alignment, before a write, or to constants; and their sound twins.</summary>
public sealed class BoundsTests
{
    private static readonly uint[] Ramp = [.. Enumerable.Range(0, 256).Select(i => (uint)i)];

    [Fact]
    public void Load_PastEndOfAllocation_NamesFirstThreadBeyond()
    {
        using var kernel = new PlantedKernel("    ld.global.u32 %r10, [%rd4]; // *", words: 40);
        var report = kernel.With(kernel.A, Ramp.AsSpan(0, 40)).Fault(EmulationFault.OutOfBounds, blocks: 2);
        Assert.Equal((new Dim3(1, 0, 0), new Dim3(8, 0, 0)), (report.Block, report.Thread));
        Assert.Contains("0 bytes past the end of the 160 bytes", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WholeAllocation_Passes()
    {
        using var kernel = new PlantedKernel("    ld.global.u32 %r10, [%rd4]; st.global.u32 [%rd5], %r10;", words: 64);
        kernel.With(kernel.A, Ramp.AsSpan(0, 64)).Run(blocks: 2);
        Assert.Equal(Ramp[..64], kernel.Words(kernel.B, 64));
    }

    [Fact]
    public void Store_BeforeAllocation_SaysHowFar()
    {
        using var kernel = new PlantedKernel("    st.global.u32 [%rd4+-8], %r1; // *");
        var report = kernel.Fault(EmulationFault.OutOfBounds);
        Assert.Equal(new Dim3(0, 0, 0), report.Thread);
        Assert.Contains("8 bytes before the 1024 bytes", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PartlyPastEnd_Faults()
    {
        using var kernel = new PlantedKernel("    mul.wide.u32 %rd6, %r1, 8; add.u64 %rd6, %rd6, %rd1;\n    ld.global.u64 %rd7, [%rd6]; // *", words: 63);
        Assert.Equal(new Dim3(31, 0, 0), kernel.With(kernel.A, Ramp.AsSpan(0, 63)).Fault(EmulationFault.OutOfBounds).Thread);
    }

    [Fact]
    public void Load_FreedMemory_SaysSo()
    {
        using var kernel = new PlantedKernel("    ld.global.u32 %r10, [%rd4]; // *");
        kernel.FreeA();
        Assert.Contains("have been freed", kernel.Fault(EmulationFault.OutOfBounds).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NullPointer_IsNearNoAllocation()
    {
        using var kernel = new PlantedKernel("    mov.u64 %rd6, 0;\n    ld.global.u32 %r10, [%rd6]; // *");
        Assert.Contains("near no allocation", kernel.Fault(EmulationFault.OutOfBounds).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_PastSharedMemory_Faults()
    {
        using var kernel = new PlantedKernel("""
                .shared .align 4 .b8 s[124];
                mov.u32 %r10, s;
                shl.b32 %r11, %r1, 2;
                add.u32 %r10, %r10, %r11;
                st.shared.u32 [%r10], %r1; // *
            """);
        var report = kernel.Fault(EmulationFault.OutOfBounds);
        Assert.Equal(new Dim3(31, 0, 0), report.Thread);
        Assert.Contains("offset 124 of the block's 124 bytes", report.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ld.global.u32 %r10, [%rd6]", 2, 4)]
    [InlineData("ld.global.u64 %rd7, [%rd6]", 4, 8)]
    [InlineData("ld.global.v2.f32 {%f1, %f2}, [%rd6]", 4, 8)]
    [InlineData("ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%rd6]", 8, 16)]
    [InlineData("st.global.v4.f32 [%rd6], {%f1, %f2, %f3, %f4}", 8, 16)]
    [InlineData("st.global.u64 [%rd6], %rd1", 4, 8)]
    public void Access_OffAlignment_Faults(string instruction, int offset, int alignment)
    {
        var body = $"    mov.f32 %f1, 0f00000000; mov.f32 %f2, %f1; mov.f32 %f3, %f1; mov.f32 %f4, %f1;\n" +
            $"    mul.wide.u32 %rd6, %r1, {alignment}; add.u64 %rd6, %rd6, %rd1;\n    add.u64 %rd6, %rd6, OFFSET;\n    {instruction}; // *";
        using var kernel = new PlantedKernel(body.Replace("OFFSET", $"{offset}", StringComparison.Ordinal));
        var report = kernel.With(kernel.A, Ramp).Fault(EmulationFault.Misaligned);
        Assert.Contains($"not a multiple of the {alignment} bytes", report.Message, StringComparison.Ordinal);
        using var twin = new PlantedKernel(body.Replace("OFFSET", $"{alignment}", StringComparison.Ordinal));
        twin.With(twin.A, Ramp).Run();
    }

    [Fact]
    public void Load_NeverWritten_NamesThread()
    {
        using var kernel = new PlantedKernel("    ld.global.u32 %r10, [%rd4]; // *");
        var report = kernel.With(kernel.A, Ramp.AsSpan(0, 17)).Fault(EmulationFault.UninitializedRead);
        Assert.Equal(new Dim3(17, 0, 0), report.Thread);
    }

    [Fact]
    public void Load_BytesPartlyWritten_Faults()
    {
        const string body = """
                cvt.u64.u32 %rd6, %r1;
                add.u64 %rd6, %rd6, %rd1;
                setp.ge.u32 %p1, %r1, LIMIT;
                mov.u16 %h1, 7;
                @!%p1 st.global.u8 [%rd6], %h1;
                bar.sync 0;
                setp.ge.u32 %p2, %r1, 4;
                @!%p2 ld.global.u32 %r10, [%rd4]; // *
            """;
        using var kernel = new PlantedKernel(body.Replace("LIMIT", "15", StringComparison.Ordinal));
        Assert.Equal(new Dim3(3, 0, 0), kernel.Fault(EmulationFault.UninitializedRead).Thread);
        using var twin = new PlantedKernel(body.Replace("LIMIT", "16", StringComparison.Ordinal));
        twin.Run();
    }

    [Fact]
    public void Load_SharedOfEarlierBlock_IsUninitialized()
    {
        // Each block only reads what it has not written: the block before it in the same memory has.
        const string body = """
                .shared .align 4 .b8 s[128];
                mov.u32 %r10, s;
                shl.b32 %r11, %r1, 2;
                add.u32 %r10, %r10, %r11;
                atom.global.add.u32 %r12, [%rd2], 1;
                setp.ge.u32 %p1, %r12, 32;
                @!%p1 st.shared.u32 [%r10], %r1;
                ld.shared.u32 %r13, [%r10]; // *
            """;
        using var kernel = new PlantedKernel(body);
        kernel.With(kernel.B, 0u).Fault(EmulationFault.UninitializedRead, blocks: 2, options: new() { ResidentBlocks = 1 });
        using var twin = new PlantedKernel(body);
        twin.With(twin.B, 0u).Run(blocks: 1);
    }

    [Fact]
    public void Store_Constant_Faults()
    {
        const string variable = ".const .align 4 .b8 c[16] = {1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0};";
        using var kernel = new PlantedKernel("    mov.u64 %rd6, c;\n    cvta.const.u64 %rd6, %rd6;\n    st.u32 [%rd6], %r1; // *", variables: variable);
        Assert.Equal(new Dim3(0, 0, 0), kernel.Fault(EmulationFault.ReadOnlyStore, threads: 1).Thread);
        using var twin = new PlantedKernel("    ld.const.u32 %r10, [c+8];\n    st.global.u32 [%rd5], %r10;", variables: variable);
        twin.Run(threads: 1);
        Assert.Equal([3u], twin.Words(twin.B, 1));
    }
}
