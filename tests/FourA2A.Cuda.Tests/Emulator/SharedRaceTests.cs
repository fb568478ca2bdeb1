using PtxEmulator;
using PtxEmulator.Scheduling;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class SharedRaceTests
{
    /// <summary>%r12 is the address of the thread's word.</summary>
    private const string OwnWord = """
            .shared .align 16 .b8 s[1024];
            mov.u32 %r10, s;
            shl.b32 %r11, %r1, 2;
            add.u32 %r12, %r10, %r11;

        """;

    [Fact]
    public void Read_OfOtherWarpWithoutBarrier_Races()
    {
        const string body = OwnWord + """
                xor.b32 %r13, %r11, 128;
                add.u32 %r13, %r10, %r13;
                st.shared.u32 [%r12], %r1; // *
                SYNC
                ld.shared.u32 %r14, [%r13]; // *
                st.global.u32 [%rd4], %r14;
            """;
        // Whichever access comes second reports; a read that came first is of an uninitialised word, so that is written before.
        const string zeroed = OwnWord + "    mov.u32 %r20, 0; st.shared.u32 [%r12], %r20; bar.sync 0;\n";
        foreach (var seed in Seeds(16))
        {
            using var kernel = new PlantedKernel(zeroed + body[OwnWord.Length..].Replace("SYNC", "", StringComparison.Ordinal));
            var report = kernel.Fault(EmulationFault.SharedRace, threads: 64, options: ScheduleOptions.Hostile(seed));
            Assert.Contains($"thread ({report.Thread.X ^ 32},0,0) of the same block", report.Message, StringComparison.Ordinal);
            using var twin = new PlantedKernel(body.Replace("SYNC", "bar.sync 0;", StringComparison.Ordinal));
            twin.Run(threads: 64, options: ScheduleOptions.Hostile(seed));
            Assert.Equal(Enumerable.Range(0, 64).Select(i => (uint)(i ^ 32)), twin.Words(twin.A, 64));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("bar.warp.sync 0xffffffff;")]
    [InlineData("bar.sync 0;")]
    public void Read_OfOtherLane_RacesUnlessSynchronized(string sync)
    {
        using var kernel = new PlantedKernel(OwnWord + $$"""
                xor.b32 %r13, %r11, 4;
                add.u32 %r13, %r10, %r13;
                st.shared.u32 [%r12], %r1;
                {{sync}}
                ld.shared.u32 %r14, [%r13]; // *
                st.global.u32 [%rd4], %r14;
            """);
        if (sync.Length == 0)
        {
            var report = kernel.Fault(EmulationFault.SharedRace);
            Assert.Equal(new Dim3(0, 0, 0), report.Thread);
            Assert.Contains("thread (1,0,0)", report.Message, StringComparison.Ordinal);
        }
        else
        {
            kernel.Run();
            Assert.Equal(Enumerable.Range(0, 32).Select(i => (uint)(i ^ 1)), kernel.Words(kernel.A, 32));
        }
    }

    [Fact]
    public void Write_ByTwoLanesOfOneInstruction_Races()
    {
        using var kernel = new PlantedKernel(OwnWord + "    and.b32 %r13, %r12, -8;\n    st.shared.u32 [%r13], %r1; // *");
        Assert.Equal(new Dim3(1, 0, 0), kernel.Fault(EmulationFault.SharedRace).Thread);
        using var twin = new PlantedKernel(OwnWord + "    mov.u32 %r20, 0; st.shared.u32 [%r12], %r20; bar.sync 0;\n    and.b32 %r13, %r12, -8;\n    atom.shared.add.u32 %r14, [%r13], 1;");
        Assert.Equal(32, twin.Run().Memory.SharedAtomics);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bar.sync 0;")]
    public void Write_AfterBroadcastRead_RacesUnlessSynchronized(string sync)
    {
        // All threads read word 0, then thread 0 writes it.
        using var kernel = new PlantedKernel(OwnWord + $$"""
                setp.ne.u32 %p1, %r1, 0;
                @!%p1 st.shared.u32 [%r12], %r1;
                bar.sync 0;
                ld.shared.u32 %r14, [s]; // *
                {{sync}}
                @!%p1 st.shared.u32 [%r12], %r14; // *
            """);
        foreach (var seed in Seeds(8))
        {
            var options = new ScheduleOptions { Seed = seed };
            if (sync.Length == 0)
            {
                kernel.Fault(EmulationFault.SharedRace, threads: 32, options: options);
                kernel.Fault(EmulationFault.SharedRace, threads: 128, options: options);
            }
            else
            {
                kernel.Run(threads: 128, options: options);
            }
        }
    }

    [Fact]
    public void Write_OfNeighbouringBytes_IsNoRace()
    {
        using var kernel = new PlantedKernel("""
                .shared .align 16 .b8 s[1024];
                mov.u32 %r10, s;
                add.u32 %r12, %r10, %r1;
                cvt.u16.u32 %h1, %r1;
                st.shared.u8 [%r12], %h1;
                ld.shared.u8 %h2, [%r12];
            """);
        kernel.Run(threads: 256, options: ScheduleOptions.Hostile(1));
    }

    [Fact]
    public void Loop_WithBarriers_Passes()
    {
        // The tree of a scan: every level reads what other warps wrote on the level before.
        using var kernel = new PlantedKernel(OwnWord + """
                st.shared.u32 [%r12], %r1;
                mov.u32 %r15, 4;
            LEVEL:
                bar.sync 0;
                setp.lt.u32 %p1, %r11, %r15;
                sub.u32 %r16, %r12, %r15;
                mov.u32 %r17, 0;
                @!%p1 ld.shared.u32 %r17, [%r16];
                ld.shared.u32 %r18, [%r12];
                add.u32 %r18, %r18, %r17;
                bar.sync 0;
                st.shared.u32 [%r12], %r18;
                shl.b32 %r15, %r15, 1;
                setp.lt.u32 %p2, %r15, 1024;
                @%p2 bra LEVEL;
                st.global.u32 [%rd4], %r18;
            """);
        foreach (var seed in Seeds(8))
        {
            kernel.Run(threads: 256, options: ScheduleOptions.Hostile(seed));
            Assert.Equal(Enumerable.Range(0, 256).Select(i => (uint)(i * (i + 1) / 2)), kernel.Words(kernel.A, 256));
        }
    }

    private static IEnumerable<ulong> Seeds(int count) => Enumerable.Range(0, count).Select(i => (ulong)i);
}
