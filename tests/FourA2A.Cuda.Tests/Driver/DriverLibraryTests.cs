using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Tests.Driver;

public sealed class DriverLibraryTests
{
    [Fact]
    public void NoLibrary_IsSaid()
    {
        Assert.False(DriverLibrary.TryLoad(["no-such-driver-1", "no-such-driver-2"], out var table, out var reason));
        Assert.Null(table);
        Assert.Equal("no NVIDIA driver found (looked for no-such-driver-1, no-such-driver-2)", reason);
    }

    [Fact]
    public void LibraryWithoutTheFunctions_IsTooOld()
    {
        var system = OperatingSystem.IsWindows() ? "kernel32.dll" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libc.so.6";
        Assert.False(DriverLibrary.TryLoad(["no-such-driver", system], out var table, out var reason));
        Assert.Null(table);
        Assert.Equal($"NVIDIA driver too old: found {system} without cuInit, expected driver 410 or newer; update it", reason);
    }

    [Fact]
    public void TryLoad_GivesADriverOrAReason()
    {
        var loaded = CudaDriver.TryLoad(out var driver, out var reason);
        Assert.Equal(loaded, driver is not null);
        Assert.NotEqual(loaded, reason is not null);
    }
}
