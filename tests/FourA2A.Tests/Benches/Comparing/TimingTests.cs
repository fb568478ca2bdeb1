using System.Runtime.CompilerServices;
using FourA2A.Bench.Rows;

namespace FourA2A.Tests.Benches.Comparing;

/// <summary>What the rounds of a bench do around the work that they time.</summary>
public sealed class TimingTests
{
    private static readonly RowKey Row = new("engine", "fused", 16, 12);

    [Fact]
    public void StackShift_TwoRounds_CallFromPlacesHalfAVectorApart()
    {
        var places = Enumerable.Range(0, 4).Select(round => StackShift.Call(round, Place)).ToArray();
        Assert.Equal(places[..2], places[2..]);
        Assert.Equal(16, Math.Abs(places[0] - places[1]));
    }

    [Fact]
    public void PlantedSlowdown_NamedRow_TakesLongerAndNoOtherDoes()
    {
        var planted = PlantedSlowdown.Parse(PlantedSlowdown.Value(1.5, Row));
        Assert.True(PlantedSlowdown.Take(Work("fused"), planted) > 1);
        Assert.Equal(1, PlantedSlowdown.Take(Work("gradient"), planted));
        Assert.Equal(1, PlantedSlowdown.Take(Work("fused"), PlantedSlowdown.Parse("")));
        Assert.Equal(1, PlantedSlowdown.Take(Work("fused"), PlantedSlowdown.Parse(null)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Place()
    {
        var local = 0;
        return Unsafe.ByteOffset(ref Unsafe.NullRef<int>(), ref local);
    }

    // Works for a while, and says that it took a second.
    private static BenchWork Work(string name) => new(
        Row.Engine, name, new BatchShape(16, 12, 1), 0, 0, new Bound("none", 1, () => 1), 1, () =>
        {
            Thread.SpinWait(100_000);
            return 1;
        });
}
