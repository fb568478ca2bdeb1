namespace FourA2A.Tests.Cli;

public sealed class DevicesVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AnyMachine_EndsWell()
    {
        var result = CommandLine.Run("devices");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Matches("^(No card |NVIDIA driver )", result.Output);
    }

    [Fact]
    public void ExistingJson_IsLeftAlone()
    {
        File.WriteAllText(folder["devices.json"], "precious");
        CommandLine.AssertRefused(folder, ["devices", "--json", folder["devices.json"]], "devices.json", "existing");
    }
}
