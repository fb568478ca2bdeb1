namespace FourA2A.Cuda.Tests.Emulator;

public sealed class CounterTests
{
    private const int Warps = 4;

    private const string Scale = """
            mul.wide.u32 %rd8, %r4, STRIDE;
            add.u64 %rd9, %rd1, %rd8;
            ld.global.WIDTH;
        """;

    [Theory]
    [InlineData("u32 %r10, [%rd9]", 4, 0, 128, 4)]
    [InlineData("u32 %r10, [%rd9]", 8, 0, 128, 8)]
    [InlineData("u32 %r10, [%rd9]", 32, 0, 128, 32)]
    [InlineData("u32 %r10, [%rd9]", 0, 0, 4, 1)]
    [InlineData("u32 %r10, [%rd9+4]", 4, 4, 128, 5)]
    [InlineData("u64 %rd10, [%rd9]", 8, 0, 256, 8)]
    [InlineData("v4.f32 {%f1, %f2, %f3, %f4}, [%rd9]", 16, 0, 512, 16)]
    [InlineData("v2.f32 {%f1, %f2}, [%rd9]", 16, 0, 256, 16)]
    public void Load_CountsBytesAndSectors(string load, int stride, int offset, int bytes, int sectors)
    {
        using var kernel = new PlantedKernel(
            Scale.Replace("STRIDE", $"{stride}", StringComparison.Ordinal).Replace("WIDTH", load, StringComparison.Ordinal),
            words: (32 * Warps * Math.Max(stride, 4) / 4) + offset);
        kernel.Device.Fill(kernel.A, [0], (nuint)((32 * Warps * Math.Max(stride, 4)) + (4 * offset)));
        var counted = kernel.Run(blocks: 2, threads: 64).Memory;
        Assert.Equal(Warps * bytes, counted.GlobalBytesLoaded);
        Assert.Equal(Warps * sectors, counted.GlobalLoadSectors);
        Assert.Equal(Warps * ((bytes + 31) / 32), counted.GlobalLoadSectorsMinimum);
        Assert.Equal(0, counted.GlobalBytesStored + counted.SharedBytesLoaded + counted.GlobalAtomics);
    }

    [Fact]
    public void Store_CountsActiveLanes()
    {
        using var kernel = new PlantedKernel("""
                setp.ge.u32 %p1, %r1, 20;
                @!%p1 st.global.u32 [%rd4], %r1;
                atom.global.add.u32 %r10, [%rd2], 1;
            """);
        var counted = kernel.With(kernel.B, 0u).Run().Memory;
        Assert.Equal((80, 3, 3), (counted.GlobalBytesStored, counted.GlobalStoreSectors, counted.GlobalStoreSectorsMinimum));
        Assert.Equal(32, counted.GlobalAtomics);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (uint)i), kernel.Words(kernel.A, 20));
    }

    [Theory]
    [InlineData("u32", 4, 0)]
    [InlineData("u32", 8, 1)]
    [InlineData("u32", 64, 15)]
    [InlineData("u32", 128, 31)]
    [InlineData("u32", 132, 0)]
    [InlineData("u64", 8, 0)]
    [InlineData("u64", 16, 2)]
    [InlineData("v4.u32", 16, 0)]
    [InlineData("v4.u32", 32, 4)]
    public void SharedAccess_CountsBankConflicts(string type, int stride, int conflicts)
    {
        var value = type switch { "u32" => "%r2", "u64" => "%rd1", _ => "{%r1, %r2, %r3, %r4}" };
        using var kernel = new PlantedKernel($$"""
                .shared .align 16 .b8 s[4352];
                mov.u32 %r10, s;
                mad.lo.u32 %r10, %r1, {{stride}}, %r10;
                st.shared.{{type}} [%r10], {{value}};
            """);
        var counted = kernel.Run().Memory;
        Assert.Equal(conflicts, counted.SharedBankConflicts);
        Assert.Equal(32 * (type switch { "u32" => 4, "u64" => 8, _ => 16 }), counted.SharedBytesStored);
    }

    [Fact]
    public void Launch_CountsInstructions()
    {
        using var kernel = new PlantedKernel("    st.global.u32 [%rd4], %r1;");
        var one = kernel.Run(threads: 32).Execution;
        var part = kernel.Run(threads: 20).Execution;
        Assert.Equal(32 * one.WarpInstructions, one.LaneInstructions);
        Assert.Equal(20 * part.WarpInstructions, part.LaneInstructions);
        Assert.Equal(8 * one.WarpInstructions, kernel.Run(blocks: 2, threads: 128).Execution.WarpInstructions);
    }
}
