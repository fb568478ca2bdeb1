using FourA2A.Cuda.Driver;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>Machines without a card, drivers that do not start, and what is told of those that do.</summary>
public sealed class DriverStartTests
{
    [Fact]
    public void Driver_WithoutACard_HasNoDevices()
    {
        var driver = new CudaDriver(new EmulatedDriver().Table);
        Assert.Empty(driver.Devices);
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new CudaContext(driver, 0));
        Assert.Contains("no card", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(DriverTable.Init), "cuInit")]
    [InlineData(nameof(DriverTable.DeviceGetCount), "cuDeviceGetCount")]
    [InlineData(nameof(DriverTable.DriverGetVersion), "cuDriverGetVersion")]
    [InlineData(nameof(DriverTable.DeviceGetName), "cuDeviceGetName")]
    [InlineData(nameof(DriverTable.DeviceTotalMem), "cuDeviceTotalMem")]
    [InlineData(nameof(DriverTable.DeviceGetAttribute), "cuDeviceGetAttribute")]
    public void Driver_ThatDoesNotStart_NamesTheCallAndTheCode(string function, string named)
    {
        var card = new EmulatedCard();
        card.FailNext(function, CudaResult.Unknown);
        var exception = Assert.Throws<CudaException>(() => new CudaDriver(card.Table));
        Assert.Equal((CudaResult.Unknown, named), (exception.Code, exception.Function));
        Assert.Contains($"{named} failed with code 999, CUDA_ERROR_UNKNOWN (unknown)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_AreDescribedAsTheyAre()
    {
        var machine = new EmulatedDriver { Version = 11040 };
        _ = new EmulatedCard(new EmulatedCardOptions { Name = "Small", MemoryBytes = 1 << 20, Multiprocessors = 3 }, machine);
        _ = new EmulatedCard(new EmulatedCardOptions { Name = "Large", MemoryBytes = 1 << 24, Major = 8, Minor = 9 }, machine);
        var driver = new CudaDriver(machine.Table);
        Assert.Equal(new Version(11, 4), driver.CudaVersion);
        Assert.Equal(["Small", "Large"], driver.Devices.Select(device => device.Name));
        Assert.Equal([1 << 20, 1 << 24], driver.Devices.Select(device => device.TotalMemoryBytes));
        Assert.Equal([new Version(7, 5), new Version(8, 9)], driver.Devices.Select(device => device.ComputeCapability));
        Assert.Equal([3, 4], driver.Devices.Select(device => device.Multiprocessors));
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new CudaContext(driver, 2));
        Assert.Contains("Found card 2, expected 0 to 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Context_ThatIsRefused_LeavesNothingBehind()
    {
        var card = new EmulatedCard();
        var driver = new CudaDriver(card.Table);
        card.FailNext(nameof(DriverTable.DevicePrimaryCtxRetain), CudaResult.OutOfMemory);
        var exception = Assert.Throws<CudaException>(() => new CudaContext(driver, 0));
        Assert.Equal(("cuDevicePrimaryCtxRetain", CudaResult.OutOfMemory), (exception.Function, exception.Code));
        Assert.Equal(default, card.Live);
        Assert.Empty(card.Misuses);
    }

    [Fact]
    public void Code_ThatTheDriverDoesNotKnow_IsStillReported()
    {
        var card = new EmulatedCard();
        card.FailNext(nameof(DriverTable.Init), (CudaResult)12345);
        var exception = Assert.Throws<CudaException>(() => new CudaDriver(card.Table));
        Assert.Contains("12345", exception.Message, StringComparison.Ordinal);
    }
}
