using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Objective;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// How a card's failures become an engine's.
/// </summary>
internal static class CardFailures
{
    private const double BytesPerMegabyte = 1e6;

    /// <summary>
    /// Does work on a card.
    /// </summary>
    /// <exception cref="EngineException">The card fails, or a gain is no number or does not settle.</exception>
    public static T Guard<T>(CudaContext context, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (CudaException exception)
        {
            throw new EngineException($"{context.Device.Name} {(context.IsLost ? "is lost" : "failed")}: {exception.Message}", exception);
        }
        catch (ArithmeticException exception)
        {
            throw new EngineException($"{exception.Message} Compute on the CPU.", exception);
        }
    }

    /// <summary>
    /// The sums that a card gives back, checked.
    /// </summary>
    /// <exception cref="EngineException">One is no finite number.</exception>
    public static double[] Finite(double[] sums, CoreParameters? parameters)
        => Array.TrueForAll(sums, double.IsFinite)
            ? sums
            : throw new EngineException(
                $"Found a sum of {Array.Find(sums, sum => !double.IsFinite(sum))} from the card, expected a finite number, at {parameters}; compute on the CPU.");

    /// <summary>
    /// What does not fit.
    /// </summary>
    /// <param name="context">The card.</param>
    /// <param name="bytes">What was asked for.</param>
    /// <param name="purpose">What asked for it, in words that follow "that".</param>
    public static EngineException OutOfMemory(CudaContext context, long bytes, string purpose)
    {
        var (free, total) = context.GetMemoryInfo();
        return new EngineException(
            $"{context.Device.Name}: found {free / BytesPerMegabyte:0.0} of {total / BytesPerMegabyte:0.0} MB of memory free, expected at least the {bytes / BytesPerMegabyte:0.0} MB that {purpose}; end what else uses the card, or compute on the CPU.");
    }
}
