namespace FourA2A.Cli.Options;

/// <summary>
/// What may compute.
/// </summary>
internal enum DeviceKind
{
    /// <summary>A card where there is one that the kernels load on, the processor otherwise.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>A card, and nothing else.</summary>
    Cuda,
}
