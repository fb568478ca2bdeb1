namespace PtxEmulator.Driver;

/// <summary>Which PTX a driver compiles.</summary>
internal static class PtxVersions
{
    /// <summary>
    /// Newest PTX of a driver that supports a CUDA version, 1000 major + 10 minor.
    /// </summary>
    /// <remarks>Source: NVIDIA, PTX ISA, section "Release notes", table of CUDA releases.</remarks>
    public static Version Newest(int cuda) => (cuda / 1000, cuda % 1000 / 10) switch
    {
        ( < 9, _) => new Version(5, 0),
        (9, var minor) => new Version(6, minor),
        (10, var minor) => new Version(6, minor + 3),
        (11, var minor) => new Version(7, minor),
        (12, < 6 and var minor) => new Version(8, minor),
        (12, var minor) => new Version(8, minor - 1),
        (var major, var minor) => new Version(major - 4, minor),
    };

    /// <summary>The number in <c>sm_75</c>.</summary>
    public static int Capability(string target) => int.Parse(target.AsSpan(target.IndexOf('_') + 1));
}
