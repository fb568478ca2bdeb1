using System.Runtime.InteropServices;
using PtxEmulator;
using PtxEmulator.Model;
using PtxEmulator.Scheduling;

namespace FourA2A.Cuda.Tests.Emulator;

/// <summary>Runs PTX on an emulated device of its own.</summary>
internal sealed class PtxRunner : IDisposable
{
    private readonly EmulatedDevice device = new(1ul << 26);
    private readonly LoadedModule module;

    public PtxRunner(string body) => module = device.LoadModule(PtxModule.Parse(Module(body)))!;

    /// <summary>The header that every module starts with, and its entries behind it: line 4 is the first of the body.</summary>
    public static string Module(string body) => ".version 6.3\n.target sm_75\n.address_size 64\n" + body;

    public ulong Allocate<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var address = device.Allocate((nuint)bytes.Length);
        device.Write(address, bytes);
        return address;
    }

    public T[] Read<T>(ulong address, int count)
        where T : unmanaged
    {
        var values = new T[count];
        device.Read(address, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Launches entry <c>k</c>, whose parameters are all of 64 bits.</summary>
    public LaunchStatistics Launch(Dim3 grid, Dim3 block, params ReadOnlySpan<ulong> parameters) =>
        Launch(grid, block, MemoryMarshal.AsBytes(parameters).ToArray());

    public LaunchStatistics Launch(Dim3 grid, Dim3 block, byte[] parameters, uint dynamicShared = 0) =>
        device.Launch(module, "k", grid, block, dynamicShared, parameters, new ScheduleOptions());

    public void Dispose() => device.Dispose();
}
