namespace FourA2A.Engines.Simd;

/// <summary>
/// Vector widths the SIMD engine has a path for.
/// </summary>
internal enum SimdWidth
{
    /// <summary>8 lanes a vector: AVX2 with FMA, or what the runtime makes of it elsewhere.</summary>
    Vector256,

    /// <summary>16 lanes a vector: AVX-512.</summary>
    Vector512,
}
