using System.Security.Cryptography;

namespace FourA2A.Tests.Cli;

/// <summary>
/// A folder that is gone after the test.
/// </summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("foura2a-").FullName;

    /// <summary>Path of a file in the folder.</summary>
    public string this[string name] => Path.Combine(path, name);

    /// <summary>Relative path and hash of every file, and every folder.</summary>
    public IReadOnlyList<string> Snapshot()
        => [.. Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(entry => File.Exists(entry) ? $"{entry} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry)))}" : entry)];

    public void Dispose() => Directory.Delete(path, recursive: true);
}
