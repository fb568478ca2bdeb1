using System.Runtime.Intrinsics;
using FourA2A.Engines;
using FourA2A.Engines.Simd;
using FourA2A.Objective;

namespace FourA2A.Tests.Engines;

/// <summary>
/// The SIMD engine in one vector width.
/// </summary>
public abstract class SimdEngineTests(SimdEngineTests.Width width) : EngineTests
{
    /// <summary>Vector widths, as xunit's public classes may name them.</summary>
    public enum Width
    {
        Vector256,
        Vector512,
    }

    protected override Tolerances Tolerance => Tolerances.SinglePrecision;

    protected override IEngine Create(int maximumThreads)
    {
        Skip.If(width == Width.Vector512 && !Vector512.IsHardwareAccelerated, "This processor has no AVX-512.");
        return new SimdEngine(width == Width.Vector512 ? SimdWidth.Vector512 : SimdWidth.Vector256, maximumThreads);
    }
}
