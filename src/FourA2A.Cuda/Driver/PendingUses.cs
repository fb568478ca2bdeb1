namespace FourA2A.Cuda.Driver;

/// <summary>
/// What streams have been given that still needs something which must not be released before they have passed it.
/// </summary>
internal sealed class PendingUses
{
    // The latest ticket of each stream.
    private readonly Dictionary<StreamWork, long> uses = [];

    /// <summary>Notes what has just been submitted. What it needs must be borrowed meanwhile.</summary>
    public void Add(StreamWork stream, long ticket)
    {
        lock (uses)
        {
            foreach (var (other, last) in uses)
            {
                if (other.HasPassed(last))
                {
                    uses.Remove(other);
                }
            }

            uses[stream] = ticket;
        }
    }

    /// <summary>Waits without throwing until all streams have passed. The context must be current.</summary>
    /// <returns>Whether all are known to have passed. What they need must be kept for ever otherwise: better lost than changed under a copy.</returns>
    public bool Wait()
    {
        lock (uses)
        {
            return uses.All(use => use.Key.WaitFor(use.Value));
        }
    }
}
