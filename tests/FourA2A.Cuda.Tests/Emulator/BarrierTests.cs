using PtxEmulator;
using PtxEmulator.Scheduling;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class BarrierTests
{
    [Fact]
    public void Barrier_WarpsAtDifferentBarriers_Deadlocks()
    {
        using var kernel = new PlantedKernel("""
                setp.ge.u32 %p1, %r1, 32;
                @%p1 bra SECOND;
                bar.sync 0; // *
                bra.uni END;
            SECOND:
                bar.sync 1; // *
            END:
            """);
        for (var seed = 0ul; seed < 8; seed++)
        {
            var report = kernel.Fault(EmulationFault.BarrierDeadlock, blocks: 3, threads: 64, options: new() { Seed = seed });
            Assert.True(report.Thread.X is 0 or 32, report.Message);
        }
    }

    [Fact]
    public void Barrier_CountNeverReached_Deadlocks()
    {
        using var kernel = new PlantedKernel("    bar.sync 1, 96; // *");
        Assert.Contains("for 96 threads", kernel.Fault(EmulationFault.BarrierDeadlock, threads: 64).Message, StringComparison.Ordinal);
        kernel.Run(threads: 96);
    }

    [Fact]
    public void Barrier_OtherWarpHasExited_IsNotWaitedFor()
    {
        using var kernel = new PlantedKernel("""
                setp.ge.u32 %p1, %r1, 64;
                @%p1 ret;
                bar.sync 0;
                st.global.u32 [%rd4], %r1;
            """);
        for (var seed = 0ul; seed < 8; seed++)
        {
            kernel.Run(blocks: 1, threads: 128, options: new() { Seed = seed });
        }
    }

    [Fact]
    public void Barrier_NamedForSomeWarps_OrdersThose()
    {
        // Warps 0 and 1 hand over at barrier 1, warps 2 and 3 at barrier 2; afterwards all meet at barrier 0.
        using var kernel = new PlantedKernel("""
                .shared .align 4 .b8 s[512];
                mov.u32 %r10, s;
                shl.b32 %r11, %r1, 2;
                add.u32 %r12, %r10, %r11;
                xor.b32 %r13, %r11, 128;
                add.u32 %r13, %r10, %r13;
                xor.b32 %r14, %r11, 256;
                add.u32 %r14, %r10, %r14;
                st.shared.u32 [%r12], %r1;
                setp.ge.u32 %p1, %r1, 64;
                @%p1 bra UPPER;
                bar.sync 1, 64;
                ld.shared.u32 %r15, [%r13];
                bra.uni JOIN;
            UPPER:
                bar.sync 2, 64;
                ld.shared.u32 %r15, [%r13];
            JOIN:
                bar.sync 0;
                ld.shared.u32 %r16, [%r14];
                add.u32 %r15, %r15, %r16;
                st.global.u32 [%rd4], %r15;
            """);
        for (var seed = 0ul; seed < 16; seed++)
        {
            kernel.Run(threads: 128, options: ScheduleOptions.Hostile(seed));
            Assert.Equal(Enumerable.Range(0, 128).Select(i => (uint)((i ^ 32) + (i ^ 64))), kernel.Words(kernel.A, 128));
        }
    }
}
