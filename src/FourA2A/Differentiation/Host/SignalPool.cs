namespace FourA2A.Differentiation.Host;

/// <summary>
/// Arrays of one worker, kept for its next rent. All have the length of the piece in work: a piece of another length begins with an empty pool.
/// </summary>
internal sealed class SignalPool
{
    private readonly Stack<double[]> free = [];
    private int length;
    private int count;

    /// <summary>Most bytes that the pool has had at once, those that were free included.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>
    /// Starts a piece: what has been rented before does not come back.
    /// </summary>
    public void Start(int pieceLength)
    {
        if (pieceLength != length)
        {
            (length, count) = (pieceLength, 0);
            free.Clear();
        }
    }

    /// <summary>An array with anything in it.</summary>
    public double[] Rent()
    {
        if (free.TryPop(out var array))
        {
            return array;
        }

        count++;
        PeakBytes = long.Max(PeakBytes, (long)count * length * sizeof(double));
        return GC.AllocateUninitializedArray<double>(length);
    }

    /// <summary>Takes an array back.</summary>
    public void Return(double[] array) => free.Push(array);
}
