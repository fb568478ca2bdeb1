using FourA2A.Bench.Rows;
using FourA2A.Cuda.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// The machine's first NVIDIA card, with its copy bandwidth as a bound.
/// </summary>
internal sealed class BenchCard : IDisposable
{
    private readonly CardCopy copy;

    /// <param name="context">The card's context; becomes this object's.</param>
    /// <param name="copyBytes">Bytes of the copy, by default beyond the caches of the largest cards.</param>
    internal BenchCard(CudaContext context, long copyBytes = 1L << 28)
    {
        Context = context;
        copy = new CardCopy(context, copyBytes);
    }

    public CudaContext Context { get; }

    public Bound Copy => copy.Bound;

    /// <summary>The card; null, and a line that says why, where there is none.</summary>
    public static BenchCard? TryOpen()
    {
        if (CudaDriver.TryLoad(out var driver, out var reason) && driver.Devices.Count > 0)
        {
            return new BenchCard(new CudaContext(driver, 0));
        }

        Console.Error.WriteLine($"No card is measured: {reason ?? "the NVIDIA driver has none"}.");
        return null;
    }

    public void Dispose()
    {
        copy.Dispose();
        Context.Dispose();
    }
}
