using System.Text;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Tests.Kernels;

public sealed class KernelFolderTests : IDisposable
{
    private readonly string copy = Directory.CreateTempSubdirectory("foura2a-").FullName;

    public KernelFolderTests()
    {
        foreach (var file in Directory.GetFiles(KernelFolder.Location))
        {
            File.Copy(file, InCopy(Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(copy, recursive: true);

    [Fact]
    public void CommittedKernels_BelongToTheirSources() => Assert.Empty(KernelFolder.Findings(KernelFolder.Location));

    [Fact]
    public void EmbeddedPtx_IsThatOfTheFolder()
    {
        var assembly = typeof(CudaResult).Assembly;
        var embedded = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".ptx", StringComparison.Ordinal)).Order().ToList();
        Assert.NotEmpty(embedded);
        Assert.Equal(Directory.GetFiles(KernelFolder.Location, "*.ptx").Select(Path.GetFileName).Order(), embedded);
        foreach (var name in embedded)
        {
            using var stream = new MemoryStream();
            assembly.GetManifestResourceStream(name)!.CopyTo(stream);
            Assert.Equal(File.ReadAllBytes(Path.Combine(KernelFolder.Location, name)), stream.ToArray());
        }
    }

    [Theory]
    [InlineData("*.cu")]
    [InlineData("*.cuh")]
    [InlineData("*.ptx")]
    public void ChangedByte_IsFound(string pattern)
    {
        foreach (var file in Directory.GetFiles(copy, pattern))
        {
            var bytes = File.ReadAllBytes(file);
            // A letter of the first line, which is a comment.
            bytes[3] ^= 0x20;
            File.WriteAllBytes(file, bytes);
            Assert.Contains(KernelFolder.Findings(copy), finding => finding.StartsWith(Path.GetFileName(file) + " is not", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void WindowsLineEndings_AreFound()
    {
        foreach (var file in Directory.GetFiles(copy, "*.ptx"))
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace("\n", "\r\n", StringComparison.Ordinal));
        }

        Assert.NotEmpty(KernelFolder.Findings(copy));
    }

    [Theory]
    [InlineData("Added.cu")]
    [InlineData("Added.ptx")]
    public void AddedFile_IsFound(string name)
    {
        File.WriteAllText(InCopy(name), "");
        Assert.Contains($"{name} is not in the manifest", KernelFolder.Findings(copy));
    }

    [Fact]
    public void MissingFile_IsFound()
    {
        foreach (var file in Directory.GetFiles(copy).Where(file => Path.GetExtension(file) is ".ptx" or ".cu" or ".cuh" or ".json"))
        {
            File.Delete(file);
            Assert.Contains($"{Path.GetFileName(file)} is missing", KernelFolder.Findings(copy));
            File.Copy(Path.Combine(KernelFolder.Location, Path.GetFileName(file)), file);
        }
    }

    [Fact]
    public void FlagThatContractsProducts_IsFound()
    {
        var manifest = File.ReadAllText(InCopy("manifest.json"));
        File.WriteAllText(InCopy("manifest.json"), manifest.Replace("contract=off", "contract=fast", StringComparison.Ordinal), Encoding.ASCII);
        Assert.Equal(["manifest.json: -ffp-contract=off is missing among the flags"], KernelFolder.Findings(copy));
    }

    private string InCopy(string name) => Path.Combine(copy, name);
}
