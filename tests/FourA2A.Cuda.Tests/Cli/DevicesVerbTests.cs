using System.CommandLine;
using System.Text.Json;
using FourA2A.Cli.Output;
using FourA2A.Cli.Verbs;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Driver;

namespace FourA2A.Cuda.Tests.Cli;

public sealed class DevicesVerbTests
{
    [Fact]
    public void NoDriver_IsSaidInOneLine()
    {
        var (code, lines) = Run(null, "no NVIDIA driver found");
        Assert.Equal(0, code);
        Assert.Contains("no NVIDIA driver found. The processor is used", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void NoCard_IsSaidInOneLine()
    {
        var (code, lines) = Run(FakeDriver.Start(cards: 0));
        Assert.Equal(0, code);
        Assert.Contains("No card found, by the NVIDIA driver for CUDA 12.4", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Cards_AreListed()
    {
        var (code, lines) = Run(FakeDriver.Start(cards: 2));
        Assert.Equal(0, code);
        Assert.Equal(4, lines.Length);
        Assert.Equal("NVIDIA driver for CUDA 12.4, 2 cards.", lines[0]);
        Assert.Matches(@"^  0     A card of paper  12\.0 GiB  11\.0 GiB +8\.6 +28  yes$", lines[2]);
        Assert.Matches("^  1  .* yes$", lines[3]);
        Assert.Equal(2 * KernelImages.Names.Count, FakeDriver.Calls.Count(call => call == "ModuleUnload"));
        Assert.Equal(2, FakeDriver.Calls.Count(call => call == "DevicePrimaryCtxRelease"));
    }

    [Fact]
    public void OldDriver_IsNamed()
    {
        var driver = FakeDriver.Start();
        FakeDriver.ModuleResult = CudaResult.UnsupportedPtxVersion;
        var (code, lines) = Run(driver);
        Assert.Equal(0, code);
        Assert.EndsWith("  no", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("Card 0: cuModuleLoadDataEx failed with code 222", lines[3], StringComparison.Ordinal);
        Assert.Contains("driver too old: needs 410 or newer, found CUDA 12.4", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HoldsTheSame()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Assert.Equal(0, Run(FakeDriver.Start(), null, "--json", path).ExitCode);
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            Assert.Equal("12.4", json.RootElement.GetProperty("cudaVersion").GetString());
            var card = Assert.Single(json.RootElement.GetProperty("devices").EnumerateArray());
            Assert.Equal("A card of paper", card.GetProperty("name").GetString());
            Assert.Equal(11L << 30, card.GetProperty("freeMemoryBytes").GetInt64());
            Assert.Equal(JsonValueKind.Null, card.GetProperty("problem").ValueKind);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int ExitCode, string[] Lines) Run(CudaDriver? driver, string? problem = null, params string[] arguments)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null, isInteractive: false);
        var verb = new DevicesVerb(() => (driver, problem), terminal, CancellationToken.None);
        var code = verb.Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
