using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using FourA2A.Cuda.Kernels;
using PtxEmulator;
using PtxEmulator.Model;
using PtxEmulator.Scheduling;

namespace FourA2A.Cuda.Tests.Emulator;

/// <summary>The shipped scan with one thing broken: the checker must find it, and find nothing in the kernel as it is.</summary>
public sealed class MutatedKernelTests
{
    private const int Chunks = 2;
    private const int Tiles = 3;

    [Fact]
    public void Kernel_AsShipped_Passes()
    {
        for (var seed = 0ul; seed < 6; seed++)
        {
            Run(KernelImages.Read("OnePole"), ScheduleOptions.Hostile(seed));
            Run(KernelImages.Read("OnePole"), new() { Seed = seed, ResidentBlocks = 1 + ((int)seed % 3) });
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Barrier_Removed_IsFound(int which)
    {
        var ptx = KernelImages.Read("OnePole");
        var barrier = Regex.Matches(ptx, @"bar\.sync\s+0;", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))[which];
        var fault = Find(ptx.Remove(barrier.Index, barrier.Length));
        Assert.True(fault is EmulationFault.SharedRace or EmulationFault.UninitializedRead, $"{fault}");
    }

    [Theory]
    [InlineData("ld.relaxed.gpu.u64", "ld.u64")]
    [InlineData("st.relaxed.gpu.u64", "st.u64")]
    [InlineData("st.relaxed.gpu.u64", "st.relaxed.cta.u64")]
    [InlineData("st.relaxed.gpu.u32", "st.u32")]
    public void LookBack_WithoutAgreementBetweenBlocks_IsARace(string sound, string broken)
    {
        var ptx = KernelImages.Read("OnePole");
        Assert.Contains(sound, ptx, StringComparison.Ordinal);
        Assert.Equal(EmulationFault.GlobalRace, Find(ptx.Replace(sound, broken, StringComparison.Ordinal)));
    }

    [Fact]
    public void LookBack_InBlockOrder_Locks()
    {
        // Tickets start at -1.
        var ptx = Regex.Replace(
            KernelImages.Read("OnePole"),
            @"atom\.relaxed\.gpu\.add\.u32\s+(?<ticket>%r\d+),[^;]*;",
            "mov.u32 ${ticket}, %ctaid.x; sub.u32 ${ticket}, ${ticket}, 1;",
            RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1));
        Assert.Equal(EmulationFault.LiveLock, Find(ptx));
    }

    private static EmulationFault? Find(string ptx)
    {
        for (var seed = 0ul; seed < 16; seed++)
        {
            try
            {
                Run(ptx, new() { Seed = seed, MaxQuantum = 16, ResidentBlocks = 2, Patience = 20_000 });
            }
            catch (EmulationException report)
            {
                Assert.Equal("onePoleForward", report.Kernel);
                return report.Fault;
            }
        }

        return null;
    }

    private static void Run(string ptx, ScheduleOptions options)
    {
        using var device = new EmulatedDevice();
        var module = device.LoadModule(PtxModule.Parse(ptx))!;
        var geometry = new uint[5];
        device.Read(module.SymbolAddress("scanGeometry"), MemoryMarshal.AsBytes(geometry.AsSpan()));
        var (threads, pitch) = (geometry[0], Tiles * geometry[1]);
        var words = (nuint)(geometry[2] + (Chunks * (geometry[3] + (geometry[4] * Tiles))));
        var bytes = (nuint)(Chunks * pitch * sizeof(float));
        ulong[] arrays = [device.Allocate(bytes), device.Allocate(bytes), device.Allocate(bytes), device.Allocate(words * 8)];
        device.Fill(arrays[0], BitConverter.GetBytes(0.99f), bytes / 4);
        device.Fill(arrays[1], BitConverter.GetBytes(1f), bytes / 4);
        device.Fill(arrays[3], [0xff], words * 8);
        var parameters = new byte[48];
        MemoryMarshal.AsBytes(arrays.AsSpan()).CopyTo(parameters);
        MemoryMarshal.Write(parameters.AsSpan(32), Chunks);
        MemoryMarshal.Write(parameters.AsSpan(36), pitch - 100);
        MemoryMarshal.Write(parameters.AsSpan(40), (ulong)pitch);
        device.Launch(module, "onePoleForward", new(Chunks * Tiles), new(threads), 0, parameters, options);
    }
}
