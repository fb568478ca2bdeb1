using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Bench;

/// <summary>
/// What a measurement was made on and with.
/// </summary>
internal static class Machine
{
    private const int HashDigits = 12;

    private static readonly Lazy<CudaDeviceInfo?> FirstCard = new(() => CudaDriver.TryLoad(out var driver, out _) ? driver.Devices is [var first, ..] ? first : null : null);

    /// <summary>One thread, and one for each core.</summary>
    public static IReadOnlyList<int> Threads { get; } = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];

    /// <summary>Processor, cores and NVIDIA card as the name of a folder, for example <c>amd-epyc-2-cores</c> or <c>amd-epyc-16-cores-nvidia-h200</c>.</summary>
    public static string FolderName() => FolderName($"{Processor()} {Environment.ProcessorCount} cores {FirstCard.Value?.Name}");

    /// <summary>Commit, runtime, processor, operating system and date; on a machine with a card the card, its driver and the kernels.</summary>
    /// <param name="card">Whether the machine's card may be what was measured; if not, it was the emulated one.</param>
    public static IReadOnlyList<(string Name, string Value)> Versions(bool card)
    {
        var versions = new List<(string, string)>
        {
            ("commit", Commit()),
            ("runtime", RuntimeInformation.FrameworkDescription),
            ("processor", $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture}"),
            ("system", RuntimeInformation.OSDescription),
            ("date", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
        };
        if (card && FirstCard.Value is { } device)
        {
            versions.Add(("card", $"{device.Name}, compute capability {device.ComputeCapability}"));
            versions.Add(("driver", Run("nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader", "--id=0").Output));
        }

        if (!card || FirstCard.Value is not null)
        {
            versions.Add(("PTX", PtxHash()));
        }

        return versions;
    }

    /// <summary>First digits of the SHA-256 of all kernels' PTX, one after the other in the order of their names.</summary>
    public static string PtxHash()
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(KernelImages.Names.Select(KernelImages.Read)))))[..HashDigits];

    /// <summary>Where results go: <c>FOURA2A_RESULTS</c>, which a bundle sets, otherwise <c>bench/results</c> of the repository.</summary>
    public static string ResultsFolder()
        => Environment.GetEnvironmentVariable("FOURA2A_RESULTS") ?? Path.Combine(RepositoryRoot(), "bench", "results");

    /// <summary>The folder of the solution, upwards from the program or the current folder.</summary>
    public static string RepositoryRoot()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "FourA2A.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("Found no FourA2A.sln above the program; run it from inside the repository.");
    }

    // Letters, digits and hyphens.
    private static string FolderName(string device)
    {
        var words = device.ToLowerInvariant()
            .Split([.. Enumerable.Range(0, 128).Select(c => (char)c).Where(c => !char.IsAsciiLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries);
        return string.Join('-', words);
    }

    private static string Processor()
    {
        var name = "";
        if (OperatingSystem.IsLinux())
        {
            // ARM kernels give no model name.
            name = File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1] ?? "";
        }
        else if (OperatingSystem.IsMacOS())
        {
            name = Run("sysctl", "-n", "machdep.cpu.brand_string").Output;
        }
        else
        {
            name = Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "";
        }

        return string.IsNullOrWhiteSpace(name) ? RuntimeInformation.ProcessArchitecture.ToString() : name.Trim();
    }

    private static string Commit()
    {
        // A bundle knows what it was made of.
        if (Environment.GetEnvironmentVariable("FOURA2A_COMMIT") is { } known)
        {
            return known;
        }

        var commit = Run("git", "-C", RepositoryRoot(), "rev-parse", "--short=12", "HEAD").Output;
        if (commit.Length == 0)
        {
            return "unknown";
        }

        var changes = Run("git", "-C", RepositoryRoot(), "status", "--porcelain", "--", ".", ":!bench/results").Output;
        return changes.Length == 0 ? commit : $"{commit} with changes";
    }

    /// <summary>What a program writes; nothing where there is no such program or it failed.</summary>
    public static (string Output, string Errors) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? (output.Trim(), errors.Result.Trim()) : ("", "");
        }
        catch (Win32Exception)
        {
            return ("", "");
        }
    }
}
