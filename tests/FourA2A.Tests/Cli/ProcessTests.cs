using System.Diagnostics;

namespace FourA2A.Tests.Cli;

/// <summary>
/// What can only be seen from outside: the program as a process of its own, with its standard streams in pipes.
/// </summary>
public sealed class ProcessTests : IDisposable
{
    private const string Settings = "--threshold-db -24 --ratio 4 --attack-ms 1 --release-ms 200 --make-up-db -0.75";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("ar_SA.UTF-8")]
    public void Numbers_AreTheSameUnderEveryLocale(string locale)
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts(0.5));
        var here = Run($"render {input} {folder["here.wav"]} {Settings}");
        var there = Run($"render {input} {folder["there.wav"]} {Settings}", ("LC_ALL", locale), ("LANG", locale));
        Assert.Equal(0, there.ExitCode);
        Assert.Equal(Recordings.Read(folder["here.wav"]), Recordings.Read(folder["there.wav"]));
        Assert.Equal(here.Output.Replace("here", "there", StringComparison.Ordinal), there.Output);
        Assert.Contains("0.500 s", there.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pipe_GetsNothingButText()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());

        // A terminal that could show colours, were it not for the pipe.
        var result = Run($"check {input} {input}", ("TERM", "xterm-256color"), ("COLORTERM", "truecolor"));
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(result.Output + result.Error, character => char.IsControl(character) && character is not ('\n' or '\r'));
        Assert.DoesNotContain(result.Output, character => !char.IsAscii(character));
    }

    [Fact]
    public void FitWithoutFolder_NamesOneAfterTheWetFile()
    {
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts(0.5));
        Recordings.Write(folder["my.wet.wav"], Recordings.Bursts(0.5));
        var result = Start(DotNet, [Program, "fit", input, "my.wet.wav"], folder["."]);
        Assert.Equal(3, result.ExitCode);
        Assert.True(File.Exists(folder["my.wet.fit/result.json"]), result.Error);
    }

    [Fact]
    public void InternalErrors_AreTracedOnRequest()
    {
        var result = Run($"check {folder["none.wav"]} {folder["none.wav"]}", ("FOURA2A_TRACE", "1"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("   at FourA2A.", result.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("render IN OUT.wav " + Settings)]
    [InlineData("evaluate IN IN --json OUT.json")]
    [InlineData("fit IN IN -o OUT")]
    public void NoPermission_IsRefused(string command)
    {
        // Not even root creates a file there.
        const string Forbidden = "/sys";
        Skip.IfNot(OperatingSystem.IsLinux() && Directory.Exists(Forbidden), "needs Linux's /sys, where nobody may create a file");
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts(0.5));
        var arguments = command.Replace("IN", input, StringComparison.Ordinal).Replace("OUT", $"{Forbidden}/out", StringComparison.Ordinal);
        CommandLine.AssertRefused(folder, arguments.Split(' '), $"{Forbidden}/out");
    }

    [SkippableFact]
    public void UnreadableInput_IsRefused()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root reads every file, and Windows has other permissions");
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts(0.5));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(input, UnixFileMode.None);
        }

        var result = CommandLine.Run("check", input, input);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("in.wav", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("render IN OUT.wav " + Settings)]
    [InlineData("render IN OLD.wav --overwrite " + Settings)]
    public void FullDisk_IsRefusedAndLeavesNothing(string command)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the limit of file sizes that stands for a full disk is set by a Linux shell");
        var input = Recordings.Write(folder["in.wav"], Recordings.Bursts());
        File.WriteAllText(folder["old.wav"], "precious");
        var before = folder.Snapshot();
        var arguments = command
            .Replace("IN", input, StringComparison.Ordinal)
            .Replace("OUT", folder["out"], StringComparison.Ordinal)
            .Replace("OLD", folder["old"], StringComparison.Ordinal);

        // 64 kB a file; with the signal ignored, writing beyond it is an error like any other. The runtime itself maps memory through a file that is larger unless told not to.
        var result = Start(
            "bash", ["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\"", DotNet, Program, .. arguments.Split(' ')], folder["."], ("DOTNET_EnableWriteXorExecute", "0"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(".wav", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(before, folder.Snapshot());
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Program => Path.Combine(AppContext.BaseDirectory, "FourA2A.Cli.dll");

    private CommandLineResult Run(string arguments, params (string Name, string Value)[] environment)
        => Start(DotNet, [Program, .. arguments.Split(' ')], folder["."], environment);

    private static CommandLineResult Start(string file, string[] arguments, string workingFolder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandLineResult(process.ExitCode, output, error.Result);
    }
}
