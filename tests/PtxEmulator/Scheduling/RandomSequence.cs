namespace PtxEmulator.Scheduling;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers from a seed on every machine and runtime.</summary>
internal struct RandomSequence(ulong seed)
{
    private ulong state = seed;

    /// <summary>A number from 0 to below the limit.</summary>
    public int Next(int limit)
    {
        state += 0x9e37_79b9_7f4a_7c15;
        var z = (state ^ (state >> 30)) * 0xbf58_476d_1ce4_e5b9;
        z = (z ^ (z >> 27)) * 0x94d0_49bb_1331_11eb;
        return (int)(((z ^ (z >> 31)) >> 32) * (ulong)limit >> 32);
    }

    /// <summary>The numbers from 0 to below the count, in random order.</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = Next(i + 1);
            (order[i], order[j]) = (order[j], i);
        }

        return order;
    }
}
