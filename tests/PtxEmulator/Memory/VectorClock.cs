namespace PtxEmulator.Memory;

/// <summary>
/// What is known of others' times: a number per slot, 0 where nothing is known. Pages are shared between clocks and never
/// change, so that a copy and a join of what has the same history cost little: in a chain of look-backs every block's clock holds
/// its predecessors' pages.
/// </summary>
internal sealed class VectorClock
{
    private const int PageShift = 6;
    private const int PageSize = 1 << PageShift;

    private int[]?[] pages;

    public VectorClock() => pages = [];

    private VectorClock(VectorClock other) => pages = (int[]?[])other.pages.Clone();

    public int this[int slot]
    {
        get
        {
            var page = slot >> PageShift;
            return page < pages.Length && pages[page] is { } times ? times[slot & (PageSize - 1)] : 0;
        }

        set
        {
            var page = slot >> PageShift;
            Grow(page + 1);
            var times = (int[])(pages[page]?.Clone() ?? new int[PageSize]);
            times[slot & (PageSize - 1)] = value;
            pages[page] = times;
        }
    }

    public VectorClock Copy() => new(this);

    /// <summary>Raises every slot to what the other clock has there.</summary>
    public void Join(VectorClock other)
    {
        if (ReferenceEquals(this, other))
        {
            return;
        }

        Grow(other.pages.Length);
        for (var i = 0; i < other.pages.Length; i++)
        {
            var (mine, theirs) = (pages[i], other.pages[i]);
            if (theirs is not null && !ReferenceEquals(mine, theirs))
            {
                pages[i] = mine is null ? theirs : Larger(mine, theirs);
            }
        }
    }

    private static int[] Larger(int[] a, int[] b)
    {
        var (aLags, bLags) = (false, false);
        for (var i = 0; i < PageSize; i++)
        {
            aLags |= a[i] < b[i];
            bLags |= b[i] < a[i];
        }

        if (!aLags || !bLags)
        {
            return aLags ? b : a;
        }

        var larger = new int[PageSize];
        for (var i = 0; i < PageSize; i++)
        {
            larger[i] = Math.Max(a[i], b[i]);
        }

        return larger;
    }

    private void Grow(int count)
    {
        if (pages.Length < count)
        {
            Array.Resize(ref pages, count);
        }
    }
}
