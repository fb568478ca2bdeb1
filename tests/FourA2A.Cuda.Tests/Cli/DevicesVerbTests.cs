using System.CommandLine;
using System.Text.Json;
using FourA2A.Cli;
using FourA2A.Cli.Output;
using FourA2A.Cli.Verbs;
using FourA2A.Cuda.Driver;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Cli;

/// <summary><c>foura2a devices</c> on machines with emulated cards, and on one without a driver.</summary>
public sealed class DevicesVerbTests
{
    [Fact]
    public void Devices_ListsEveryCard()
    {
        var machine = new EmulatedDriver { Version = 12040 };
        var first = new EmulatedCard(new EmulatedCardOptions { Name = "First card", MemoryBytes = 3L << 30 }, machine);
        var second = new EmulatedCard(
            new EmulatedCardOptions { Name = "Second card", MemoryBytes = 8L << 30, Major = 8, Minor = 6, Multiprocessors = 28 }, machine);
        var lines = Run(machine);
        Assert.Equal("NVIDIA driver for CUDA 12.4, 2 cards.", lines[0]);
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^ +0 +First card +3\.0 GiB +3\.0 GiB +7\.5 +4 +yes$", lines[2]);
        Assert.Matches(@"^ +1 +Second card +8\.0 GiB +8\.0 GiB +8\.6 +28 +yes$", lines[3]);
        Assert.Equal(default, first.Live);
        Assert.Equal(default, second.Live);
        Assert.Empty(machine.Misuses);
        Assert.Equal(0, machine.PushedContexts);
    }

    [Fact]
    public void Devices_WhereThePtxDoesNotLoad_SaysWhyAndWhatToDo()
    {
        var machine = new EmulatedDriver();
        _ = new EmulatedCard(new EmulatedCardOptions { Name = "Old card", Major = 6, Minor = 1 }, machine);
        _ = new EmulatedCard(new EmulatedCardOptions { Name = "New card" }, machine);
        var lines = Run(machine);
        Assert.Equal(5, lines.Length);
        Assert.EndsWith("no", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("yes", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("Card 0: ", lines[4], StringComparison.Ordinal);
        Assert.Contains("needs compute capability 7.5 or higher, found 6.1", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_OnAnOldDriver_SaysWhichIsNeeded()
    {
        var machine = new EmulatedDriver { Version = 9020 };
        _ = new EmulatedCard(driver: machine);
        Assert.Contains("driver too old: needs 410 or newer, found CUDA 9.2", Run(machine)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_OnACardThatLetsNobodyIn_ListsItAllTheSame()
    {
        var card = new EmulatedCard();
        card.FailNext(nameof(DriverTable.DevicePrimaryCtxRetain), CudaResult.OutOfMemory);
        var lines = Run(card.Driver);
        Assert.Contains("unknown", lines[2], StringComparison.Ordinal);
        Assert.Contains("cuDevicePrimaryCtxRetain failed with code 2", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_WithoutACard_SaysSo() =>
        Assert.StartsWith("No card found", Assert.Single(Run(new EmulatedDriver())), StringComparison.Ordinal);

    [Fact]
    public void Devices_WithoutADriver_SaysWhy() =>
        Assert.StartsWith("No card can be used: no such library.", Assert.Single(Run(null)), StringComparison.Ordinal);

    [Fact]
    public void Json_HoldsWhatIsPrinted()
    {
        var path = Path.Combine(Path.GetTempPath(), $"foura2a-devices-{Guid.NewGuid():N}.json");
        try
        {
            Run(new EmulatedCard(new EmulatedCardOptions { Name = "First card" }).Driver, "--json", path);
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var device = document.RootElement.GetProperty("devices")[0];
            Assert.Equal("First card", device.GetProperty("name").GetString());
            Assert.Equal(1L << 30, device.GetProperty("totalMemoryBytes").GetInt64());
            Assert.Equal(JsonValueKind.Null, device.GetProperty("problem").ValueKind);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string[] Run(EmulatedDriver? machine, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        (CudaDriver? Driver, string? Problem) Load() => machine is null ? (null, "no such library") : (new CudaDriver(machine.Table), null);
        var verb = new DevicesVerb(Load, new Terminal(output, error, isInteractive: false), CancellationToken.None);
        Assert.Equal(ExitCodes.Done, verb.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
        Assert.Empty(error.ToString());
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
