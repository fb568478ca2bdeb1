using PtxEmulator;
using PtxEmulator.Scheduling;

namespace FourA2A.Cuda.Tests.Emulator;

/// <summary>Message passing between blocks through device memory, with all that orders it and all that only seems to.</summary>
public sealed class GlobalRaceTests
{
    private const int SeedCount = 12;

    /// <summary>Block 0 writes a[0] and raises the flag b[0]; block 1 waits for the flag and reads a[0].</summary>
    private const string MessagePassing = """
            setp.ne.u32 %p1, %r2, 0;
            @%p1 bra CONSUMER;
            mov.u32 %r10, 42;
            st.global.u32 [%rd1], %r10; // *
            mov.u32 %r11, 1;
            RAISE
            ret;
        CONSUMER:
            WAIT
            setp.eq.u32 %p2, %r12, 0;
            @%p2 bra CONSUMER;
            AFTER
            ld.global.u32 %r13, [%rd1]; // *
            st.global.u32 [%rd2+4], %r13;
        """;

    private const string RelaxedStore = "st.relaxed.gpu.global.u32 [%rd2], %r11;";
    private const string ReleaseStore = "st.release.gpu.global.u32 [%rd2], %r11;";
    private const string RelaxedLoad = "ld.relaxed.gpu.global.u32 %r12, [%rd2];";
    private const string AcquireLoad = "ld.acquire.gpu.global.u32 %r12, [%rd2];";

    [Theory]
    [InlineData(ReleaseStore, AcquireLoad, "")]
    [InlineData("fence.acq_rel.gpu; " + RelaxedStore, AcquireLoad, "")]
    [InlineData(ReleaseStore, RelaxedLoad, "fence.acq_rel.gpu;")]
    [InlineData("fence.acq_rel.gpu; " + RelaxedStore, RelaxedLoad, "fence.acq_rel.gpu;")]
    [InlineData("membar.gl; st.volatile.global.u32 [%rd2], %r11;", "ld.volatile.global.u32 %r12, [%rd2];", "membar.gl;")]
    [InlineData("atom.release.gpu.global.exch.b32 %r14, [%rd2], %r11;", AcquireLoad, "")]
    [InlineData("membar.gl; atom.global.add.u32 %r14, [%rd2], 1;", "atom.global.or.b32 %r12, [%rd2], 0;", "membar.gl;")]
    [InlineData("atom.acq_rel.gpu.global.add.u32 %r14, [%rd2], 1;", "atom.acq_rel.gpu.global.or.b32 %r12, [%rd2], 0;", "")]
    [InlineData("fence.sc.gpu; " + RelaxedStore, RelaxedLoad, "fence.sc.gpu;")]
    public void Message_Ordered_Passes(string raise, string wait, string after)
    {
        using var kernel = Passing(raise, wait, after);
        foreach (var seed in Seeds())
        {
            kernel.With(kernel.B, 0u, 0u).Run(blocks: 2, threads: 1, options: ScheduleOptions.Hostile(seed));
            Assert.Equal(42u, kernel.Words(kernel.B, 2)[1]);
        }
    }

    [Theory]
    [InlineData(RelaxedStore, RelaxedLoad, "")]
    [InlineData(RelaxedStore, AcquireLoad, "")]
    [InlineData(ReleaseStore, RelaxedLoad, "")]
    [InlineData(RelaxedStore + " fence.acq_rel.gpu;", AcquireLoad, "")]
    [InlineData("fence.acq_rel.cta; " + RelaxedStore, AcquireLoad, "")]
    [InlineData("st.release.cta.global.u32 [%rd2], %r11;", AcquireLoad, "")]
    [InlineData(ReleaseStore, RelaxedLoad, "fence.acq_rel.cta;")]
    [InlineData("atom.global.add.u32 %r14, [%rd2], 1;", "atom.global.or.b32 %r12, [%rd2], 0;", "")]
    public void Message_NotOrdered_Races(string raise, string wait, string after)
    {
        // A scope of one block is no agreement between two: the flag itself races there.
        using var kernel = Passing(raise.Contains(".release.cta", StringComparison.Ordinal) ? raise + " // *" : raise, wait + " // *", after);
        foreach (var seed in Seeds())
        {
            var report = kernel.With(kernel.B, 0u, 0u).Fault(EmulationFault.GlobalRace, blocks: 2, threads: 1, options: ScheduleOptions.Hostile(seed));
            Assert.Contains("of block (", report.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Flag_WeakLoad_Races()
    {
        using var kernel = Passing(ReleaseStore + " // *", "ld.global.u32 %r12, [%rd2]; // *", "");
        kernel.With(kernel.B, 0u, 0u).Fault(EmulationFault.GlobalRace, blocks: 2, threads: 1);
    }

    [Theory]
    [InlineData("bar.sync 0;", "bar.sync 0;")]
    [InlineData("", "bar.sync 0;")]
    [InlineData("bar.sync 0;", "")]
    public void Message_OfWholeBlock_NeedsBarriersAroundFlag(string before, string after)
    {
        // 64 threads write, one raises the flag; one waits, 64 read.
        using var kernel = new PlantedKernel($$"""
                setp.ne.u32 %p3, %r1, 0;
                mul.wide.u32 %rd8, %r1, 4;
                add.u64 %rd9, %rd1, %rd8;
                setp.ne.u32 %p1, %r2, 0;
                @%p1 bra CONSUMER;
                st.global.u32 [%rd9], %r1; // *
                {{before}}
                @%p3 ret;
                mov.u32 %r11, 1;
                st.release.gpu.global.u32 [%rd2], %r11;
                ret;
            CONSUMER:
                @%p3 bra READ;
            SPIN:
                ld.acquire.gpu.global.u32 %r12, [%rd2];
                setp.eq.u32 %p2, %r12, 0;
                @%p2 bra SPIN;
            READ:
                {{after}}
                ld.global.u32 %r13, [%rd9]; // *
            """);
        kernel.Device.Fill(kernel.A, [0], 1024);
        foreach (var seed in Seeds())
        {
            kernel.With(kernel.B, 0u);
            var options = ScheduleOptions.Hostile(seed);
            if (before.Length > 0 && after.Length > 0)
            {
                kernel.Run(blocks: 2, threads: 64, options: options);
            }
            else
            {
                kernel.Fault(EmulationFault.GlobalRace, blocks: 2, threads: 64, options: options);
            }
        }
    }

    [Theory]
    [InlineData("acquire", true)]
    [InlineData("relaxed", false)]
    public void Message_ThroughThirdBlock_IsOrderedByTheChain(string middle, bool ordered)
    {
        // Block 0 tells block 1, block 1 tells block 2, block 2 reads what block 0 wrote.
        using var kernel = new PlantedKernel($$"""
                setp.eq.u32 %p1, %r2, 0;
                @%p1 bra FIRST;
                setp.eq.u32 %p1, %r2, 1;
                @%p1 bra SECOND;
            THIRD:
                ld.acquire.gpu.global.u32 %r12, [%rd2+4];
                setp.eq.u32 %p2, %r12, 0;
                @%p2 bra THIRD;
                ld.global.u32 %r13, [%rd1]; // *
                ret;
            SECOND:
                ld.{{middle}}.gpu.global.u32 %r12, [%rd2];
                setp.eq.u32 %p2, %r12, 0;
                @%p2 bra SECOND;
                st.release.gpu.global.u32 [%rd2+4], %r12;
                ret;
            FIRST:
                mov.u32 %r11, 1;
                st.global.u32 [%rd1], %r11;
                st.release.gpu.global.u32 [%rd2], %r11;
            """);
        foreach (var seed in Seeds())
        {
            kernel.With(kernel.B, 0u, 0u);
            if (ordered)
            {
                kernel.Run(blocks: 3, threads: 1, options: ScheduleOptions.Hostile(seed));
            }
            else
            {
                kernel.Fault(EmulationFault.GlobalRace, blocks: 3, threads: 1, options: ScheduleOptions.Hostile(seed));
            }
        }
    }

    [Fact]
    public void Write_WhereOthersHaveRead_Races()
    {
        // Many blocks read a[0]; the last block of the grid writes it: found whichever comes first.
        using var kernel = new PlantedKernel("""
                setp.eq.u32 %p1, %r2, 5;
                @!%p1 ld.global.u32 %r10, [%rd1]; // *
                @%p1 st.global.u32 [%rd1], %r2; // *
            """);
        foreach (var seed in Seeds())
        {
            kernel.With(kernel.A, 0u).Fault(EmulationFault.GlobalRace, blocks: 6, threads: 64, options: new() { Seed = seed, ResidentBlocks = 1 + (int)(seed % 3) });
        }
    }

    [Fact]
    public void Read_OfAtomicCounter_RacesOnlyIfWeak()
    {
        const string body = "    atom.global.add.u32 %r10, [%rd2], 1; // *\n    LOAD %r11, [%rd2]; // *";
        using var kernel = new PlantedKernel(body.Replace("LOAD", "ld.global.u32", StringComparison.Ordinal));
        kernel.With(kernel.B, 0u).Fault(EmulationFault.GlobalRace, blocks: 4);
        using var twin = new PlantedKernel(body.Replace("LOAD", "ld.relaxed.gpu.global.u32", StringComparison.Ordinal));
        foreach (var seed in Seeds())
        {
            twin.With(twin.B, 0u).Run(blocks: 4, threads: 64, options: ScheduleOptions.Hostile(seed));
            Assert.Equal([256u], twin.Words(twin.B, 1));
        }
    }

    [Theory]
    [InlineData("atom.relaxed.gpu", "st.relaxed.gpu", true)]
    [InlineData("atom.acq_rel.gpu", "st", true)]
    [InlineData("atom.relaxed.gpu", "st", false)]
    public void Counter_SetBackByTheLastBlock_NeedsOrderOrAStrongStore(string count, string store, bool sound)
    {
        using var kernel = new PlantedKernel($$"""
                {{count}}.global.add.u32 %r10, [%rd2], 1; // *
                setp.eq.u32 %p1, %r10, 3;
                mov.u32 %r11, 0;
                @%p1 {{store}}.global.u32 [%rd2], %r11; // *
            """);
        foreach (var seed in Seeds())
        {
            kernel.With(kernel.B, 0u);
            var options = ScheduleOptions.Hostile(seed);
            if (sound)
            {
                kernel.Run(blocks: 4, threads: 1, options: options);
                Assert.Equal([0u], kernel.Words(kernel.B, 1));
            }
            else
            {
                kernel.Fault(EmulationFault.GlobalRace, blocks: 4, threads: 1, options: options);
            }
        }
    }

    [Theory]
    [InlineData("membar.gl;", true)]
    [InlineData("", false)]
    public void LastBlock_ReadsWhatAllHaveWritten_IfFenced(string fence, bool ordered)
    {
        // Every thread writes and fences; the block that counts last reads all.
        using var kernel = new PlantedKernel($$"""
                .shared .align 4 .b8 s[4];
                st.global.u32 [%rd4], %r4; // *
                {{fence}}
                bar.sync 0;
                setp.ne.u32 %p1, %r1, 0;
                @%p1 bra COUNTED;
                atom.global.add.u32 %r10, [%rd2], 1;
                st.shared.u32 [s], %r10;
            COUNTED:
                bar.sync 0;
                ld.shared.u32 %r11, [s];
                setp.ne.u32 %p2, %r11, 3;
                @%p2 ret;
                {{fence}}
                xor.b32 %r12, %r4, 64;
                mul.wide.u32 %rd8, %r12, 4;
                add.u64 %rd9, %rd1, %rd8;
                ld.global.u32 %r13, [%rd9]; // *
            """);
        foreach (var seed in Seeds())
        {
            kernel.With(kernel.B, 0u);
            if (ordered)
            {
                kernel.Run(blocks: 4, threads: 64, options: ScheduleOptions.Hostile(seed));
            }
            else
            {
                kernel.Fault(EmulationFault.GlobalRace, blocks: 4, threads: 64, options: ScheduleOptions.Hostile(seed));
            }
        }
    }

    [Fact]
    public void Read_OfOtherThreadInBlock_RacesWithoutBarrier()
    {
        const string body = """
                st.global.u32 [%rd4], %r1; // *
                SYNC
                xor.b32 %r12, %r4, 32;
                mul.wide.u32 %rd8, %r12, 4;
                add.u64 %rd9, %rd1, %rd8;
                ld.global.u32 %r13, [%rd9]; // *
            """;
        using var kernel = new PlantedKernel(body.Replace("SYNC", "", StringComparison.Ordinal));
        kernel.Device.Fill(kernel.A, [0], 1024);
        var report = kernel.Fault(EmulationFault.GlobalRace, blocks: 2, threads: 64);
        Assert.Contains("of the same block", report.Message, StringComparison.Ordinal);
        using var twin = new PlantedKernel(body.Replace("SYNC", "bar.sync 0;", StringComparison.Ordinal));
        foreach (var seed in Seeds())
        {
            twin.Run(blocks: 4, threads: 64, options: ScheduleOptions.Hostile(seed));
        }
    }

    [Fact]
    public void Launch_ReadsWhatEarlierLaunchWrote()
    {
        using var kernel = new PlantedKernel("""
                mov.u32 %r10, %nctaid.x;
                sub.u32 %r10, %r10, %r2;
                sub.u32 %r10, %r10, 1;
                mad.lo.u32 %r10, %r10, %r3, %r1;
                mul.wide.u32 %rd8, %r10, 4;
                add.u64 %rd9, %rd2, %rd8;
                ld.global.u32 %r11, [%rd4];
                st.global.u32 [%rd9], %r11;
            """);
        kernel.Device.Fill(kernel.A, [7], 1024);
        foreach (var seed in Seeds())
        {
            kernel.Run(blocks: 8, options: new() { Seed = seed });
        }
    }

    private static PlantedKernel Passing(string raise, string wait, string after) => new(MessagePassing
        .Replace("RAISE", raise, StringComparison.Ordinal)
        .Replace("WAIT", wait, StringComparison.Ordinal)
        .Replace("AFTER", after, StringComparison.Ordinal));

    private static IEnumerable<ulong> Seeds() => Enumerable.Range(0, SeedCount).Select(i => (ulong)i);
}
