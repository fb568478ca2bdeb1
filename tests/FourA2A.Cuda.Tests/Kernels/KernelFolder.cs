using System.Security.Cryptography;
using System.Text.Json;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The folder of the kernels: whether sources, PTX and manifest belong together. What clang makes of the sources is for
/// <c>build.sh kernels --check</c>; this works without clang, by the hashes that the manifest took when it was there.
/// </summary>
internal static class KernelFolder
{
    private const string ManifestName = "manifest.json";

    // What makes the PTX load on every card from Turing on with a driver from 410 on, and compute what the sources say.
    private static readonly string[] Flags = ["--cuda-gpu-arch=sm_75", "--cuda-feature=+ptx63", "-ffp-contract=off"];

    /// <summary>The folder <c>kernels</c> of the repository, or of the bundle, that the tests are in.</summary>
    public static string Location { get; } = Find();

    /// <summary>One line for everything that does not belong together.</summary>
    /// <param name="folder">Sources (.cu, .cuh), PTX and manifest.</param>
    public static IReadOnlyList<string> Findings(string folder)
    {
        var findings = new List<string>();
        if (!File.Exists(Path.Combine(folder, ManifestName)))
        {
            return [$"{ManifestName} is missing"];
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, ManifestName)));
        var flags = json.RootElement.GetProperty("flags").GetString()!.Split(' ');
        findings.AddRange(Flags.Except(flags).Select(flag => $"{ManifestName}: {flag} is missing among the flags"));

        var kernels = json.RootElement.GetProperty("kernels").EnumerateObject().ToList();
        foreach (var kernel in kernels)
        {
            CheckHash(kernel.Name, kernel.Value.GetProperty("sha256").GetString()!);
            foreach (var source in kernel.Value.GetProperty("sources").EnumerateObject())
            {
                CheckHash(source.Name, source.Value.GetString()!);
            }
        }

        var listed = kernels.SelectMany(kernel => new[] { kernel.Name, Path.ChangeExtension(kernel.Name, ".cu") });
        var present = new[] { "*.cu", "*.ptx" }.SelectMany(pattern => Directory.GetFiles(folder, pattern)).Select(file => Path.GetFileName(file));
        findings.AddRange(present.Except(listed).Select(name => $"{name} is not in the manifest"));

        foreach (var file in Directory.GetFiles(folder, "*.ptx"))
        {
            findings.AddRange(PtxRules.Findings(File.ReadAllText(file)).Select(finding => $"{Path.GetFileName(file)}: {finding}"));
        }

        return [.. findings.Distinct()];

        void CheckHash(string name, string expected)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                findings.Add($"{name} is missing");
            }
            else if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) != expected)
            {
                findings.Add($"{name} is not the file that the manifest was made with: run ./build.sh kernels");
            }
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var kernels = Path.Combine(folder.FullName, "kernels");
            if (File.Exists(Path.Combine(kernels, ManifestName)))
            {
                return kernels;
            }
        }

        throw new DirectoryNotFoundException($"Found no kernels/{ManifestName} above the tests; run ./build.sh kernels.");
    }
}
