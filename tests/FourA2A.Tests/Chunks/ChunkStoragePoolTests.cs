using FourA2A.Audio;
using FourA2A.Chunks;

namespace FourA2A.Tests.Chunks;

public sealed class ChunkStoragePoolTests
{
    private const int Rate = 100;

    [Fact]
    public void Rent_OfUsedMemory_HoldsWhatNewMemoryWould()
    {
        // The second recording is shorter by a few samples: the same memory, another end.
        var (first, second) = (Noise(1, 1337), Noise(2, 1330));
        var pool = new ChunkStoragePool();
        var used = pool.Rent(Layout(first));
        Write(used, first);
        var before = used.Dry(0);
        pool.Return(used);
        var rented = pool.Rent(Layout(second));
        Assert.True(before == rented.Dry(0));
        Write(rented, second);

        var fresh = ChunkBatch.FromPair(second, second, Layout(second));
        Assert.Equal(fresh.TargetEnergy, rented.TargetEnergy);
        for (var group = 0; group < fresh.GroupCount; group++)
        {
            Assert.Equal(fresh.Dry(group), rented.Dry(group));
            Assert.Equal(fresh.Level(group), rented.Level(group));
            Assert.Equal(fresh.Target(group), rented.Target(group));
        }
    }

    [Fact]
    public void Rent_OfAnotherShape_IsNewMemory()
    {
        var pool = new ChunkStoragePool();
        pool.Return(pool.Rent(Layout(Noise(1, 1337))));
        Assert.Equal(1, pool.Rent(Layout(Noise(1, 400))).GroupCount);
    }

    [Fact]
    public void Rent_Twice_IsNeverTheSameMemory()
    {
        var pool = new ChunkStoragePool();
        var layout = Layout(Noise(1, 1337));
        Assert.False(pool.Rent(layout).Dry(0) == pool.Rent(layout).Dry(0));
    }

    private static void Write(ChunkBatch batch, ArraySignal signal)
    {
        batch.WriteDry(signal);
        batch.WriteTarget(signal);
    }

    private static ChunkLayout Layout(ArraySignal signal) => ChunkLayout.ForSignal(Rate, signal.SampleCount, 0.4, 0.1);

    private static ArraySignal Noise(int seed, int length)
    {
        var random = new Random(seed);
        return new(Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray(), Rate);
    }
}
