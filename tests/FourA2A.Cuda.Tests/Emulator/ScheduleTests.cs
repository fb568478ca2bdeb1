using PtxEmulator;
using PtxEmulator.Scheduling;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class ScheduleTests
{
    /// <summary>Every warp takes a ticket and leaves it in its place: the order in which warps came.</summary>
    private const string Tickets = """
            atom.global.add.u32 %r10, [%rd2], 1;
            st.global.u32 [%rd4], %r10;
        """;

    [Fact]
    public void Launch_SameSeed_IsTheSameInterleaving()
    {
        using var kernel = new PlantedKernel(Tickets);
        foreach (var options in new ScheduleOptions[] { new() { Seed = 5 }, ScheduleOptions.Hostile(5), new() { Seed = 5, ResidentBlocks = 1 } })
        {
            Assert.Equal(Order(kernel, options), Order(kernel, options));
        }
    }

    [Fact]
    public void Launch_DifferentSeeds_AreDifferentInterleavings()
    {
        using var kernel = new PlantedKernel(Tickets);
        var orders = Enumerable.Range(0, 16).Select(seed => string.Join(',', Order(kernel, ScheduleOptions.Hostile((ulong)seed))));
        Assert.Equal(16, orders.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Launch_OneResidentBlock_StartsBlocksInShuffledOrder()
    {
        using var kernel = new PlantedKernel(Tickets);
        var order = Order(kernel, new() { ResidentBlocks = 1 }).Chunk(32).Select(block => block.Min() / 32).ToArray();
        Assert.NotEqual(order.Order(), order);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => (uint)i), order.Order());
    }

    [Theory]
    [InlineData(0, 32, "empty")]
    [InlineData(1, 1025, "1024 threads")]
    public void Launch_BeyondLimits_IsRefused(int blocks, int threads, string reason)
    {
        using var kernel = new PlantedKernel(Tickets);
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => kernel.Run((uint)blocks, (uint)threads)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Launch_AfterFault_WorksAgain()
    {
        using var kernel = new PlantedKernel("""
                ld.global.u32 %r10, [%rd2];
                setp.ne.u32 %p1, %r10, 0;
                @%p1 trap; // *
                st.global.u32 [%rd4], %r10;
            """);
        kernel.With(kernel.B, 1u).Fault(EmulationFault.Trap, blocks: 8);
        kernel.With(kernel.B, 0u).Run(blocks: 8);
        Assert.Equal(new uint[256], kernel.Words(kernel.A, 256));
    }

    private static uint[] Order(PlantedKernel kernel, ScheduleOptions options)
    {
        kernel.With(kernel.B, 0u).Run(blocks: 8, options: options);
        return kernel.Words(kernel.A, 256);
    }
}
