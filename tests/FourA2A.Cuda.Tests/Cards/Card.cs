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
    /// Launches from now on run their blocks in another order. A real card has an order of its own.
    /// </summary>
    /// <param name="seed">Picks order and interleaving.</param>
    /// <param name="residentBlocks">How many blocks run side by side; null for the card's usual number.</param>
    /// <param name="maximumQuantum">Instructions a warp may execute before another's turn comes; null for the usual number.</param>
    internal virtual void Reschedule(int seed, int? residentBlocks = null, int? maximumQuantum = null)
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
