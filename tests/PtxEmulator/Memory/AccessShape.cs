using System.Numerics;
using System.Runtime.Intrinsics;

namespace PtxEmulator.Memory;

/// <summary>How the addresses of a warp lie to each other, and what that costs on a card.</summary>
internal static class AccessShape
{
    private const int Banks = 32;
    private const int BankBytes = 4;

    /// <summary>True if lane l has address a + l bytes, for all 32 lanes.</summary>
    public static bool IsConsecutive(ReadOnlySpan<ulong> addresses, int bytes)
    {
        if (addresses[31] - addresses[0] != 31ul * (ulong)bytes)
        {
            return false;
        }

        var expected = Vector256.Create(addresses[0]) + (Vector256<ulong>.Indices * (ulong)bytes);
        var step = Vector256.Create(4ul * (ulong)bytes);
        var difference = Vector256<ulong>.Zero;
        for (var lane = 0; lane < 32; lane += 4)
        {
            difference |= Vector256.Create(addresses[lane..]) ^ expected;
            expected += step;
        }

        return difference == Vector256<ulong>.Zero;
    }

    /// <summary>True if all active lanes have the same address.</summary>
    public static bool IsUniform(ReadOnlySpan<ulong> addresses, uint mask)
    {
        var address = addresses[BitOperations.TrailingZeroCount(mask)];
        for (var rest = mask & (mask - 1); rest != 0; rest &= rest - 1)
        {
            if (addresses[BitOperations.TrailingZeroCount(rest)] != address)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sectors the active lanes' accesses, each aligned to its size and not larger than a sector, lie in, and how many lanes have an address of their own.</summary>
    public static (int Sectors, int Addresses) Count(ReadOnlySpan<ulong> addresses, uint mask)
    {
        Span<ulong> seen = stackalloc ulong[32];
        Span<ulong> sectors = stackalloc ulong[32];
        var (seenCount, sectorCount) = (0, 0);
        ulong largest = 0;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var address = addresses[BitOperations.TrailingZeroCount(rest)];
            var sector = address / MemoryCounters.SectorBytes;
            if (seenCount > 0 && address <= largest)
            {
                if (seen[..seenCount].Contains(address))
                {
                    continue;
                }

                if (!sectors[..sectorCount].Contains(sector))
                {
                    sectors[sectorCount++] = sector;
                }
            }
            else
            {
                if (sectorCount == 0 || sector != largest / MemoryCounters.SectorBytes)
                {
                    sectors[sectorCount++] = sector;
                }

                largest = address;
            }

            seen[seenCount++] = address;
        }

        return (sectorCount, seenCount);
    }

    /// <summary>
    /// Passes beyond the first that the banks of shared memory need: 32 banks of 4 bytes; different words in one bank follow each
    /// other. Accesses of 8 bytes go by half a warp, of 16 by a quarter.
    /// </summary>
    public static int BankConflicts(ReadOnlySpan<ulong> offsets, uint mask, int bytes)
    {
        var words = Math.Max(bytes / BankBytes, 1);
        var lanesAtOnce = Banks / words;
        var conflicts = 0;
        for (var first = 0; first < 32; first += lanesAtOnce)
        {
            var part = mask & (uint)(((1ul << lanesAtOnce) - 1) << first);
            if (part != 0)
            {
                conflicts += Passes(offsets, part, words) - 1;
            }
        }

        return conflicts;
    }

    private static int Passes(ReadOnlySpan<ulong> offsets, uint mask, int words)
    {
        // Words of a bank are chained: next[i] is the one met before word i in the same bank, less one.
        Span<ulong> word = stackalloc ulong[Banks];
        Span<byte> next = stackalloc byte[Banks];
        Span<byte> last = stackalloc byte[Banks];
        Span<byte> ways = stackalloc byte[Banks];
        last.Clear();
        ways.Clear();
        var (count, passes) = (0, 1);
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var first = offsets[BitOperations.TrailingZeroCount(rest)] / BankBytes;
            for (var w = first; w < first + (ulong)words; w++)
            {
                var bank = (int)(w % Banks);
                int at = last[bank];
                while (at != 0 && word[at - 1] != w)
                {
                    at = next[at - 1];
                }

                if (at == 0)
                {
                    (word[count], next[count]) = (w, last[bank]);
                    last[bank] = (byte)++count;
                    passes = Math.Max(passes, ++ways[bank]);
                }
            }
        }

        return passes;
    }
}
