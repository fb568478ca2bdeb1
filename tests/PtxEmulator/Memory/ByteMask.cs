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

    /// <summary>Copies bits; the two stretches may overlap.</summary>
    public static void Copy(ulong* source, nuint sourceFirst, ulong* destination, nuint destinationFirst, nuint count)
    {
        if (source != destination && ((sourceFirst | destinationFirst) & 63) == 0)
        {
            Buffer.MemoryCopy(source + (sourceFirst >> 6), destination + (destinationFirst >> 6), count >> 3, (count >> 6) << 3);
            (sourceFirst, destinationFirst, count) = (sourceFirst + (count / 64 * 64), destinationFirst + (count / 64 * 64), count & 63);
        }

        var backwards = source == destination && sourceFirst < destinationFirst;
        for (nuint i = 0; i < count; i++)
        {
            var step = backwards ? count - 1 - i : i;
            var (from, to) = (sourceFirst + step, destinationFirst + step);
            var bit = (source[from >> 6] >> (int)(from & 63)) & 1;
            destination[to >> 6] = (destination[to >> 6] & ~(1ul << (int)(to & 63))) | (bit << (int)(to & 63));
        }
    }

    private static ulong Ones(int count) => count == 64 ? ulong.MaxValue : (1UL << count) - 1;
}
