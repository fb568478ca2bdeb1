using PtxEmulator;
using PtxEmulator.Execution;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class ControlFlowTests
{
    [Fact]
    public void NestedDivergence_MeetsAgain() => Check(
        """
            and.b32 b, a, 1;
            setp.eq.u32 p, b, 0;
            @p bra EVEN;
            setp.lt.u32 q, a, 16;
            @q bra ODDLOW;
            mov.u32 d, 3;
            bra ODDEND;
        ODDLOW:
            mov.u32 d, 2;
        ODDEND:
            add.u32 d, d, 10;
            bra END;
        EVEN:
            mov.u32 d, 1;
        END:
            vote.sync.ballot.b32 b, p, -1;
            popc.b32 b, b;
            mad.lo.u32 d, b, 100, d;
        """,
        t => 1600 + (t % 2 == 0 ? 1u : t < 16 ? 12u : 13u));

    [Fact]
    public void DivergentLoop_RunsEveryLaneItsOwnTimes() => Check(
        """
            mov.u32 d, 0;
            mov.u32 b, 0;
        LOOP:
            add.u32 d, d, b;
            add.u32 b, b, 1;
            setp.le.u32 p, b, a;
            @p bra LOOP;
            vote.sync.ballot.b32 b, p, -1;
            add.u32 d, d, b;
        """,
        t => t * (t + 1) / 2);

    [Fact]
    public void DivergentLoop_WithBreakAndContinue() => Check(
        """
            mov.u32 d, 0;
            mov.u32 b, 0;
        LOOP:
            setp.ge.u32 p, b, 40;
            @p bra END;
            add.u32 b, b, 1;
            and.b32 c, b, 3;
            setp.eq.u32 q, c, 0;
            @q bra LOOP;
            setp.gt.u32 q, b, a;
            @q bra END;
            add.u32 d, d, b;
            bra LOOP;
        END:
            activemask.b32 c;
            setp.ne.u32 p, c, 0xffffffff;
            @p mov.u32 d, 99999;
        """,
        t =>
        {
            var sum = 0u;
            for (var b = 0u; b < 40;)
            {
                b++;
                if (b % 4 == 0)
                {
                    continue;
                }

                if (b > t)
                {
                    break;
                }

                sum += b;
            }

            return sum;
        });

    [Fact]
    public void EarlyExit_LeavesTheRestOnTheirWay() => Check(
        """
            mov.u32 d, 5;
            setp.lt.u32 p, a, 8;
            @p bra LEAVE;
            setp.lt.u32 q, a, 16;
            @q bra OTHER;
            add.u32 d, d, 1;
            bra.uni END;
        OTHER:
            st.global.b32 [at], d;
            @q exit;
        LEAVE:
            mov.u32 d, 7;
            st.global.b32 [at], d;
            ret;
        END:
            shfl.sync.bfly.b32 d, d, 1, 31, -1;
        """,
        t => t < 8 ? 7u : t < 16 ? 5u : 6u);

    [Fact]
    public void ExitInADivergentLoop_LeavesTheRestOnTheirWay() => Check(
        """
            mov.u32 d, 0;
        LOOP:
            add.u32 d, d, 1;
            setp.eq.u32 p, d, a;
            @p st.global.b32 [at], d;
            @p exit;
            setp.lt.u32 q, d, 10;
            @q bra LOOP;
            add.u32 d, d, 100;
        """,
        t => t is > 0 and <= 10 ? t : 110);

    [Fact]
    public void NestedLoops_DivergeInBoth() => Check(
        """
            mov.u32 d, 0;
            mov.u32 b, 0;
        OUTER:
            mov.u32 c, 0;
        INNER:
            add.u32 d, d, 1;
            add.u32 c, c, 1;
            setp.lt.u32 p, c, b;
            @p bra INNER;
            add.u32 b, b, 1;
            and.b32 c, a, 7;
            setp.le.u32 q, b, c;
            @q bra OUTER;
        """,
        t =>
        {
            var sum = 0u;
            for (var b = 0u; b <= t % 8; b++)
            {
                sum += Math.Max(b, 1);
            }

            return sum;
        });

    [Fact]
    public void PartialWarp_CountsOnlyItsThreads()
    {
        using var runner = new PtxRunner(Kernel("activemask.b32 d; shfl.sync.down.b32 b, d, 0, 31, -1;"));
        var address = runner.Allocate<uint>(new uint[40]);
        runner.Launch(new Dim3(1), new Dim3(40), address);
        Assert.Equal(Enumerable.Range(0, 40).Select(t => t < 32 ? uint.MaxValue : 0xffu), runner.Read<uint>(address, 40));
    }

    [Fact]
    public void Barriers_OrderWarps()
    {
        using var runner = new PtxRunner("""
            .visible .entry k(.param .u64 out)
            {
                .shared .align 4 .u32 line[256];
                .reg .u32 a, b, i, v;
                .reg .u64 at;
                mov.u32 a, %tid.x;
                shl.b32 b, a, 2;
                mov.u32 v, line;
                add.u32 b, b, v;
                mov.u32 v, a;
                st.shared.u32 [b], v;
                barrier.sync 1, 256;
                mov.u32 v, line;
                sub.u32 i, 255, a;
                shl.b32 i, i, 2;
                add.u32 v, v, i;
                ld.shared.u32 v, [v];
                bar.sync 0;
                ld.param.u64 at, [out];
                mad.wide.u32 at, a, 4, at;
                st.global.u32 [at], v;
            }
            """);
        var address = runner.Allocate<uint>(new uint[256]);
        runner.Launch(new Dim3(1), new Dim3(256), address);
        Assert.Equal(Enumerable.Range(0, 256).Select(t => 255u - (uint)t), runner.Read<uint>(address, 256));
    }

    [Fact]
    public void Counters_CountByClass()
    {
        using var runner = new PtxRunner(Kernel("""
                setp.lt.u32 p, a, 4;
                @!p bra SKIP;
                cvt.rn.f32.u32 f, a;
                fma.rn.f32 f, f, f, f;
                add.f32 f, f, f;
                cvt.f64.f32 g, f;
                mul.f64 g, g, g;
            SKIP:
                shfl.sync.bfly.b32 d, a, 1, 31, -1;
            """));
        var address = runner.Allocate<uint>(new uint[64]);
        var counters = runner.Launch(new Dim3(1), new Dim3(64), address).Execution;
        Assert.Equal(2 * 4, counters.LaneInstructionsOf(InstructionClass.SinglePrecision));
        Assert.Equal(2, counters.WarpInstructionsOf(InstructionClass.SinglePrecision));
        Assert.Equal(4, counters.LaneInstructionsOf(InstructionClass.DoublePrecision));
        Assert.Equal(8, counters.LaneInstructionsOf(InstructionClass.Conversion));
        Assert.Equal(64, counters.LaneInstructionsOf(InstructionClass.Shuffle));
        Assert.Equal(2 * 64, counters.LaneInstructionsOf(InstructionClass.Memory));

        // The second warp jumps whole: its branch is the only control instruction beside the end.
        Assert.Equal(4, counters.WarpInstructionsOf(InstructionClass.Control));
        Assert.Equal(
            Enum.GetValues<InstructionClass>().Sum(counters.LaneInstructionsOf),
            counters.LaneInstructions);
        Assert.Equal(
            Enum.GetValues<InstructionClass>().Sum(counters.WarpInstructionsOf),
            counters.WarpInstructions);
    }

    private static void Check(string body, Func<uint, uint> formula)
    {
        using var runner = new PtxRunner(Kernel(body));
        var address = runner.Allocate<uint>(new uint[32]);
        runner.Launch(new Dim3(1), new Dim3(32), address);
        Assert.Equal(Enumerable.Range(0, 32).Select(t => formula((uint)t)), runner.Read<uint>(address, 32));
    }

    private static string Kernel(string body) => $$"""
        .visible .entry k(.param .u64 out)
        {
            .reg .b32 a, b, c, d;
            .reg .f32 f;
            .reg .f64 g;
            .reg .pred p, q;
            .reg .u64 at;
            ld.param.u64 at, [out];
            mov.u32 a, %tid.x;
            mad.wide.u32 at, a, 4, at;
        {{body}}
            st.global.b32 [at], d;
            ret;
        }
        """;
}
