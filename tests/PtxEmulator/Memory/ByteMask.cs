namespace PtxEmulator.Memory;

/// <summary>A bit per byte of memory: which bytes have been written.</summary>
internal static unsafe class ByteMask
{
    /// <summary>Words that hold the bits of <paramref name="bytes"/> bytes.</summary>
    public static nuint Words(nuint bytes) => (bytes + 63) / 64;

    public static bool AllSet(ulong* mask, nuint first, nuint count)
    {
        var word = first >> 6;
        var bit = (int)(first & 63);
        if (count <= 64 && bit + (int)count <= 64)
        {
            var wanted = Ones((int)count) << bit;
            return (mask[word] & wanted) == wanted;
        }

        var head = ulong.MaxValue << bit;
        if ((mask[word] & head) != head)
        {
            return false;
        }

        var rest = count - (nuint)(64 - bit);
        for (word++; rest >= 64; word++, rest -= 64)
        {
            if (mask[word] != ulong.MaxValue)
            {
                return false;
            }
        }

        var tail = Ones((int)rest);
        return rest == 0 || (mask[word] & tail) == tail;
    }

    public static void Set(ulong* mask, nuint first, nuint count)
    {
        var word = first >> 6;
        var bit = (int)(first & 63);
        if (count <= 64 && bit + (int)count <= 64)
        {
            mask[word] |= Ones((int)count) << bit;
            return;
        }

        mask[word] |= ulong.MaxValue << bit;
        var rest = count - (nuint)(64 - bit);
        for (word++; rest >= 64; word++, rest -= 64)
        {
            mask[word] = ulong.MaxValue;
        }

        if (rest > 0)
        {
            mask[word] |= Ones((int)rest);
        }
    }

    private static ulong Ones(int count) => count == 64 ? ulong.MaxValue : (1UL << count) - 1;
}
