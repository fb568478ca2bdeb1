using PtxEmulator;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class WarpOpcodeTests
{
    [Fact]
    public void Shuffle_ReadsWithinItsSegment()
    {
        foreach (var segment in new[] { 32, 16, 8, 1 })
        {
            var mask = (32 - segment) << 8;
            for (var offset = 0; offset < 32; offset += offset < 3 ? 1 : 7)
            {
                CheckShuffle($"up.b32 d|p, a, {offset}, {mask}", lane => InSegment(lane, lane - offset, segment));
                CheckShuffle($"down.b32 d|p, a, {offset}, {mask | 31}", lane => InSegment(lane, lane + offset, segment));
                CheckShuffle($"bfly.b32 d|p, a, {offset}, {mask | 31}", lane => lane / segment < (lane ^ offset) / segment ? null : lane ^ offset);
                CheckShuffle($"idx.b32 d|p, a, {offset}, {mask | 31}", lane => (lane / segment * segment) + (offset % segment));
            }
        }
    }

    [Fact]
    public void Shuffle_TakesSourcesFromRegisters()
    {
        var values = Run("""
                sub.u32 b, 31, a;
                shfl.sync.idx.b32 d, a, b, 31, 0xffffffff;
            """);
        Assert.Equal(Enumerable.Range(0, 32).Select(lane => 31u - (uint)lane), values);
    }

    [Fact]
    public void Shuffle_OfHalvesThatNameThemselves()
    {
        var values = Run("""
                setp.lt.u32 p, a, 16;
                selp.u32 b, 0x0000ffff, 0xffff0000, p;
                shfl.sync.bfly.b32 d, a, 1, 31, b;
                @p shfl.sync.bfly.b32 d, d, 2, 31, 0x0000ffff;
            """);
        Assert.Equal(Enumerable.Range(0, 32).Select(lane => (uint)(lane ^ (lane < 16 ? 3 : 1))), values);
    }

    [Fact]
    public void Votes_CountTheMembers()
    {
        Assert.All(Run("setp.lt.u32 p, a, 5; vote.sync.ballot.b32 d, p, -1;"), d => Assert.Equal(31u, d));
        Assert.All(Run("setp.lt.u32 p, a, 5; vote.sync.ballot.b32 d, !p, -1;"), d => Assert.Equal(~31u, d));
        foreach (var (limit, all, any, uni) in new[] { (0, 0u, 0u, 1u), (5, 0u, 1u, 0u), (32, 1u, 1u, 1u) })
        {
            Assert.All(Run($"setp.lt.u32 p, a, {limit}; vote.sync.all.pred p, p, -1; selp.u32 d, 1, 0, p;"), d => Assert.Equal(all, d));
            Assert.All(Run($"setp.lt.u32 p, a, {limit}; vote.sync.any.pred p, p, -1; selp.u32 d, 1, 0, p;"), d => Assert.Equal(any, d));
            Assert.All(Run($"setp.lt.u32 p, a, {limit}; vote.sync.uni.pred p, p, -1; selp.u32 d, 1, 0, p;"), d => Assert.Equal(uni, d));
        }
    }

    [Fact]
    public void Matches_FindEqualValues()
    {
        Assert.Equal(
            Enumerable.Range(0, 32).Select(lane => 0x0f0f0f0fu << (lane & 4)),
            Run("and.b32 b, a, 4; match.any.sync.b32 d, b, -1;"));
        Assert.All(Run("mov.u32 b, 3; match.all.sync.b32 d|p, b, -1; @!p mov.u32 d, 1;"), d => Assert.Equal(uint.MaxValue, d));
        Assert.All(Run("match.all.sync.b32 d|p, a, -1; @!p add.u32 d, d, 1;"), d => Assert.Equal(1u, d));
    }

    [Fact]
    public void ActiveMask_IsOfThoseWhoAreHere()
    {
        var values = Run("mov.u32 d, 0; setp.lt.u32 p, a, 5; @!p bra SKIP; activemask.b32 d; SKIP:");
        Assert.Equal(Enumerable.Range(0, 32).Select(lane => lane < 5 ? 31u : 0), values);
    }

    [Fact]
    public void Shuffle_FromALaneOutsideTheMask_IsReported() =>
        CheckFault(
            EmulationFault.InactiveShuffle, 12, 4, "setp.lt.u32 p, a, 5;\n@!p bra SKIP;\nshfl.sync.down.b32 d, a, 1, 31, 0x1f;\nSKIP:");

    [Fact]
    public void Shuffle_FromAnExitedLane_IsReported() =>
        CheckFault(EmulationFault.InactiveShuffle, 12, 4, "setp.ge.u32 p, a, 5;\n@p exit;\nshfl.sync.down.b32 d, a, 1, 31, -1;");

    [Fact]
    public void Shuffle_ByFewerLanesThanNamed_IsReported() =>
        CheckFault(
            EmulationFault.DivergentShuffle, 12, 0, "setp.lt.u32 p, a, 5;\n@!p bra SKIP;\nshfl.sync.down.b32 d, a, 1, 31, -1;\nSKIP:");

    [Fact]
    public void Shuffle_ByALaneThatIsNotNamed_IsReported() =>
        CheckFault(EmulationFault.DivergentShuffle, 10, 16, "shfl.sync.down.b32 d, a, 1, 31, 0xffff;");

    [Fact]
    public void WarpBarrier_ByFewerLanesThanNamed_IsReported() =>
        CheckFault(EmulationFault.DivergentShuffle, 12, 0, "setp.lt.u32 p, a, 5;\n@!p bra SKIP;\nbar.warp.sync -1;\nSKIP: mov.b32 d, a;");

    [Fact]
    public void Barrier_ByPartOfAWarp_IsReported() =>
        CheckFault(EmulationFault.DivergentBarrier, 12, 7, "setp.lt.u32 p, a, 7;\n@p bra SKIP;\nbar.sync 0;\nSKIP: mov.b32 d, a;");

    [Fact]
    public void Trap_IsReported() => CheckFault(EmulationFault.Trap, 11, 30, "setp.ge.u32 p, a, 30;\n@p trap;\nmov.b32 d, a;");

    private static int? InSegment(int lane, int source, int segment) =>
        source >= 0 && source / segment == lane / segment ? source : null;

    private static void CheckShuffle(string instruction, Func<int, int?> source)
    {
        var values = Run($"shfl.sync.{instruction}, -1;\n@!p add.u32 d, d, 100;");
        Assert.Equal(Enumerable.Range(0, 32).Select(lane => (uint)(source(lane) ?? lane + 100)), values);
    }

    private static void CheckFault(EmulationFault fault, int line, uint thread, string body)
    {
        var found = Assert.Throws<EmulationException>(() => Run(body));
        Assert.Equal((fault, line, thread, "k"), (found.Fault, found.Line, found.Thread.X, found.Kernel));
    }

    /// <summary>Line 10 is the first of the body; <c>a</c> is the lane, <c>d</c> the result.</summary>
    private static uint[] Run(string body)
    {
        using var runner = new PtxRunner($$"""
            .visible .entry k(.param .u64 out)
            {
                .reg .b32 a, b, d;
                .reg .pred p;
                .reg .u64 at;
                mov.u32 a, %tid.x;
            {{body}}
                ld.param.u64 at, [out];
                mad.wide.u32 at, a, 4, at;
                st.global.b32 [at], d;
                ret;
            }
            """);
        var address = runner.Allocate<uint>(new uint[32]);
        runner.Launch(new Dim3(1), new Dim3(32), address);
        return runner.Read<uint>(address, 32);
    }
}
