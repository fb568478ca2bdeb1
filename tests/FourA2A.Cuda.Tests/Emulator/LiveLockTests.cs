using PtxEmulator;
using PtxEmulator.Scheduling;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class LiveLockTests
{
    private const int Blocks = 12;

    /// <summary>
    /// A running sum over blocks: each waits for the flag of the one before it (b[n]), adds and raises its own (b[n + 1]). %r8 is
    /// its place in the chain.
    /// </summary>
    private const string Chain = """
            mul.wide.u32 %rd8, %r8, 4;
            add.u64 %rd9, %rd2, %rd8;
        SPIN:
            ld.acquire.gpu.global.u32 %r12, [%rd9]; // *
            setp.eq.u32 %p2, %r12, 0;
            @%p2 bra SPIN;
            add.u32 %r12, %r12, 1;
            st.release.gpu.global.u32 [%rd9+4], %r12;
        """;

    private const string BlockOrder = "    mov.u32 %r8, %r2;\n" + Chain;

    private const string TicketOrder = "    atom.global.add.u32 %r8, [%rd1], 1;\n" + Chain;

    private static readonly ScheduleOptions Impatient = new() { Patience = 20_000 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Chain_ByTicket_GetsOnWithAnyNumberOfResidentBlocks(int resident)
    {
        using var kernel = new PlantedKernel(TicketOrder);
        for (var seed = 0ul; seed < 8; seed++)
        {
            Prepare(kernel).Run(Blocks, 1, Impatient with { Seed = seed, ResidentBlocks = resident });
            Assert.Equal(Enumerable.Range(1, Blocks + 1).Select(i => (uint)i), kernel.Words(kernel.B, Blocks + 1));
        }
    }

    [Fact]
    public void Chain_ByBlockIndex_LocksWhenTheCardIsFull()
    {
        using var kernel = new PlantedKernel(BlockOrder);
        var report = Prepare(kernel).Fault(EmulationFault.LiveLock, Blocks, 1, Impatient with { ResidentBlocks = 2 });
        Assert.Contains("blocks wait for one of these to end", report.Message, StringComparison.Ordinal);

        // Resident all together, blocks may wait for each other in any order.
        Prepare(kernel).Run(Blocks, 1, Impatient with { ResidentBlocks = Blocks });
    }

    [Theory]
    [InlineData("ne", true)]
    [InlineData("eq", false)]
    public void Spin_WithReversedCondition_Locks(string condition, bool locks)
    {
        // Block 1 should wait while the flag is 0; the reversed spin waits while it is raised.
        using var kernel = new PlantedKernel($$"""
                setp.ne.u32 %p1, %r2, 0;
                @%p1 bra SPIN;
                mov.u32 %r11, 1;
                st.release.gpu.global.u32 [%rd2], %r11;
                ret;
            SPIN:
                ld.acquire.gpu.global.u32 %r12, [%rd2]; // *
                setp.{{condition}}.u32 %p2, %r12, 0;
                @%p2 bra SPIN;
            """);
        var found = 0;
        for (var seed = 0ul; seed < 8; seed++)
        {
            kernel.With(kernel.B, 0u);
            try
            {
                kernel.Run(2, 1, Impatient with { Seed = seed });
            }
            catch (EmulationException report) when (report.Fault == EmulationFault.LiveLock)
            {
                Assert.Equal(new Dim3(1, 0, 0), report.Block);
                found++;
            }
        }

        Assert.Equal(locks, found > 0);
    }

    [Fact]
    public void Spin_BehindBarrier_IsFound()
    {
        // Thread 0 polls, all meet at a barrier and go round: passing barriers is no progress.
        using var kernel = new PlantedKernel("""
            SPIN:
                bar.sync 0;
                ld.relaxed.gpu.global.u32 %r12, [%rd2]; // *
                setp.eq.u32 %p2, %r12, 0;
                @%p2 bra SPIN;
            """);
        kernel.With(kernel.B, 0u).Fault(EmulationFault.LiveLock, 1, 64, Impatient);
    }

    [Fact]
    public void Spin_OnFailingCompareAndSwap_IsFound()
    {
        using var kernel = new PlantedKernel("""
                mov.u32 %r10, 0;
                mov.u32 %r11, 1;
            SPIN:
                atom.global.cas.b32 %r12, [%rd2], %r10, %r11; // *
                setp.ne.u32 %p2, %r12, 0;
                @%p2 bra SPIN;
            """);
        kernel.With(kernel.B, 1u).Fault(EmulationFault.LiveLock, 2, 1, Impatient);
    }

    [Fact]
    public void Loop_ThatOnlyReadsOn_IsNoLock()
    {
        // One thread sums up 40,000 words and stores once: far beyond the patience, but it gets on.
        using var kernel = new PlantedKernel("""
                mov.u32 %r10, 0;
                mov.u32 %r11, 0;
            NEXT:
                mul.wide.u32 %rd8, %r10, 4;
                add.u64 %rd9, %rd1, %rd8;
                ld.global.u32 %r12, [%rd9];
                add.u32 %r11, %r11, %r12;
                add.u32 %r10, %r10, 1;
                setp.lt.u32 %p1, %r10, 40000;
                @%p1 bra NEXT;
                st.global.u32 [%rd2], %r11;
            """, words: 40_000);
        kernel.Device.Fill(kernel.A, [1, 0, 0, 0], 40_000);
        kernel.Run(1, 1, Impatient);
        Assert.Equal([40_000u], kernel.Words(kernel.B, 1));
    }

    private static PlantedKernel Prepare(PlantedKernel kernel)
    {
        kernel.Device.Fill(kernel.B, [0], 1024);
        return kernel.With(kernel.A, 0u).With(kernel.B, 1u);
    }
}
