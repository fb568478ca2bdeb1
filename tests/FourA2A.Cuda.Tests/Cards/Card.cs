using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Tests.Cards;

/// <summary>
/// The card that a test class runs on: one context for the whole class.
/// </summary>
public abstract class Card : IDisposable
{
    /// <summary>The card's context; where there is no such card, reading it skips the test with the reason.</summary>
    internal abstract CudaContext Context { get; }

    /// <summary>
    /// How many blocks of the launches from now on run side by side, and how many instructions a warp executes at most before another's turn
    /// comes; null for the usual numbers. The emulated card draws a new order for each launch, a real one has its own.
    /// </summary>
    internal virtual void Reschedule(int? residentBlocks = null, int? maximumQuantum = null)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
