namespace FourA2A.Cuda.Kernels;

/// <summary>
/// The precompiled kernels that travel inside this assembly: PTX 6.3 for sm_75, which every RTX card compiles for itself
/// when it is loaded.
/// </summary>
public static class KernelImages
{
    private const string Extension = ".ptx";

    /// <summary>Names of the images, one for each stage: <c>Level</c>, <c>GainComputer</c>, <c>OnePole</c>, <c>PreEmphasis</c>, ...</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(KernelImages).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => name[..^Extension.Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// PTX text of an image.
    /// </summary>
    /// <exception cref="ArgumentException">There is no image of that name.</exception>
    public static string Read(string name)
    {
        using var stream = typeof(KernelImages).Assembly.GetManifestResourceStream(name + Extension)
            ?? throw new ArgumentException($"Found no kernel image '{name}', expected one of {string.Join(", ", Names)}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
