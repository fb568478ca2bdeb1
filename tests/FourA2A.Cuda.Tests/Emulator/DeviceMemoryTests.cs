using FsCheck;
using FsCheck.Fluent;
using PtxEmulator;
using PtxEmulator.Memory;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed unsafe class DeviceMemoryTests
{
    [Fact]
    public void Allocate_IsAlignedSeparateAndLimited()
    {
        using var device = new EmulatedDevice(4096);
        var first = device.Allocate(1000);
        var second = device.Allocate(1);
        Assert.Equal(0ul, (first | second) % 256);
        Assert.True(second >= first + 1024 + 256);
        Assert.Equal(4096ul - 1024 - 256, device.FreeBytes);
        Assert.Equal(0ul, device.Allocate(4096));
        Assert.True(device.Free(first));
        Assert.False(device.Free(first));
        Assert.False(device.Free(second + 1));
        Assert.Equal(4096ul - 256, device.FreeBytes);
        Assert.Null(device.AllocationOf(first));
        Assert.Equal((second, (nuint)1), device.AllocationOf(second));
    }

    [Fact]
    public void Read_NeverWritten_IsNaN()
    {
        using var device = new EmulatedDevice();
        var address = device.Allocate(20);
        var bytes = new byte[16];
        device.Read(address + 4, bytes);
        Assert.True(float.IsNaN(BitConverter.ToSingle(bytes)) && double.IsNaN(BitConverter.ToDouble(bytes, 8)));
    }

    [Fact]
    public void Copy_BeyondAllocation_IsRefused()
    {
        using var device = new EmulatedDevice();
        var address = device.Allocate(300);
        Assert.True(device.Contains(address + 100, 200));
        Assert.False(device.Contains(address + 100, 201));
        Assert.Throws<ArgumentException>(() => device.Write(address + 100, new byte[201]));
        Assert.Throws<ArgumentException>(() => device.Read(address - 1, new byte[1]));
        Assert.Throws<ArgumentException>(() => device.Fill(address + 296, [1, 2, 3, 4], 2));
    }

    [Theory]
    [InlineData(new byte[] { 1 }, 7)]
    [InlineData(new byte[] { 1, 2 }, 5)]
    [InlineData(new byte[] { 1, 2, 3, 4 }, 3)]
    public void Fill_RepeatsPattern(byte[] pattern, int count)
    {
        using var device = new EmulatedDevice();
        var address = device.Allocate(64);
        device.Write(address, new byte[64]);
        device.Fill(address + 4, pattern, (nuint)count);
        var bytes = new byte[64];
        device.Read(address, bytes);
        byte[] expected = [0, 0, 0, 0, .. Enumerable.Repeat(pattern, count).SelectMany(one => one)];
        Assert.Equal(expected.Concat(new byte[64 - expected.Length]), bytes);
    }

    [Fact]
    public void Copy_TakesWhatWasNeverWrittenAlong()
    {
        using var kernel = new PlantedKernel("    ld.global.u32 %r10, [%rd4]; // *");
        kernel.With(kernel.B, new uint[20]);
        kernel.Device.Copy(kernel.B, kernel.A, 128);
        Assert.Equal(new Dim3(20, 0, 0), kernel.Fault(EmulationFault.UninitializedRead).Thread);
    }

    [Fact]
    public void ByteMask_SetCopyAndTest_AgreeWithArray() => Prop.ForAll(
        Gen.Choose(0, 700).Four().ArrayOf(20).ToArbitrary(),
        steps =>
        {
            var (expected, bits) = (new bool[1500], new ulong[24]);
            fixed (ulong* mask = bits)
            {
                foreach (var (a, b, c, count) in steps)
                {
                    Array.Fill(expected, true, a, c / 8);
                    ByteMask.Set(mask, (nuint)a, (nuint)(c / 8));
                    Array.Copy(expected, a, expected, b, count);
                    ByteMask.Copy(mask, (nuint)a, mask, (nuint)b, (nuint)count);
                    Assert.Equal(expected[c..(c + (count / 16))].All(one => one), ByteMask.AllSet(mask, (nuint)c, (nuint)(count / 16)));
                }

                Assert.Equal(expected, Enumerable.Range(0, 1500).Select(i => ((bits[i / 64] >> (i % 64)) & 1) == 1));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void VectorClock_Join_IsMaximum() => Prop.ForAll(
        Gen.Choose(0, 300).Two().ArrayOf(40).ToArbitrary(),
        steps =>
        {
            var (clocks, expected) = (new[] { new VectorClock(), new VectorClock() }, new[] { new int[301], new int[301] });
            foreach (var ((slot, value), i) in steps.Select((step, i) => (step, i)))
            {
                var (one, other) = (i & 1, ~i & 1);
                clocks[one][slot] = expected[one][slot] = value;
                if (value % 5 == 0)
                {
                    var before = clocks[other].Copy();
                    clocks[one].Join(clocks[other]);
                    expected[one] = [.. expected[one].Zip(expected[other], Math.Max)];
                    Assert.All(Enumerable.Range(0, 301), s => Assert.Equal(before[s], clocks[other][s]));
                }
            }

            Assert.All(Enumerable.Range(0, 301), s => Assert.Equal((expected[0][s], expected[1][s]), (clocks[0][s], clocks[1][s])));
        }).QuickCheckThrowOnFailure();
}
