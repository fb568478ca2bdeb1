using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace FourA2A.Bench;

/// <summary>
/// What a measurement was made on and with.
/// </summary>
internal static class Machine
{
    /// <summary>The processor and its cores as the name of a folder, for example <c>amd-epyc-2-cores</c>.</summary>
    public static string FolderName() => FolderName($"{Processor()} {Environment.ProcessorCount} cores");

    /// <summary>The name of a device as the name of a folder: letters, digits and hyphens.</summary>
    public static string FolderName(string device)
    {
        var words = device.ToLowerInvariant()
            .Split([.. Enumerable.Range(0, 128).Select(c => (char)c).Where(c => !char.IsAsciiLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries);
        return string.Join('-', words);
    }

    /// <summary>Commit, runtime, processor, operating system and date.</summary>
    public static IReadOnlyList<(string Name, string Value)> Versions() =>
    [
        ("commit", Commit()),
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("processor", $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture}"),
        ("system", RuntimeInformation.OSDescription),
        ("date", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
    ];

    /// <summary>Where results go: <c>FOURA2A_RESULTS</c>, which a bundle sets, otherwise <c>bench/results</c> of the repository.</summary>
    public static string ResultsFolder()
        => Environment.GetEnvironmentVariable("FOURA2A_RESULTS") ?? Path.Combine(RepositoryRoot(), "bench", "results");

    // The folder of the solution, upwards from the program or the current folder.
    private static string RepositoryRoot()
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

    /// <summary>The commit that this was built from, and whether files were changed since.</summary>
    public static string Commit()
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
