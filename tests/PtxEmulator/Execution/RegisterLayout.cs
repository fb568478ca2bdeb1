using System.Runtime.CompilerServices;

namespace PtxEmulator.Execution;

/// <summary>
/// Where a kernel's registers and constants lie in a warp's register file. A column of 32 lanes starts at a multiple of 64 bytes;
/// a predicate is one 32-bit mask.
/// </summary>
internal sealed unsafe class RegisterLayout
{
    /// <summary>The predicate that holds in every lane.</summary>
    public const int True = 0;

    /// <summary>The predicate that holds in none.</summary>
    public const int False = 4;

    /// <summary>32 addresses of an access under way.</summary>
    public const int Addresses = 64;

    /// <summary>Values of an access under way: four vector elements, or the operands and the result of an atomic.</summary>
    public const int Scratch = Addresses + 256;

    private const int Alignment = 64;
    private readonly List<(int Offset, int Size, ulong Bits, string? Symbol)> constants = [];
    private readonly Dictionary<(int Size, ulong Bits, string? Symbol), int> known = [];
    private readonly Dictionary<string, int> special = [];
    private int length = Scratch + (4 * 256);

    /// <summary>Columns of the special registers in use, by name.</summary>
    public IReadOnlyDictionary<string, int> Special => special;

    /// <summary>A new column of 32 elements of that many bytes; 0 for a predicate.</summary>
    public int Allocate(int size)
    {
        if (size == 0)
        {
            length += 4;
            return length - 4;
        }

        var offset = (length + Alignment - 1) / Alignment * Alignment;
        length = offset + (32 * size);
        return offset;
    }

    /// <summary>The column of a constant.</summary>
    public int Constant(int size, ulong bits) => Constant(size, bits, symbol: null);

    /// <summary>The column of a variable's address plus an offset; known at the launch.</summary>
    public int Constant(int size, ulong bits, string? symbol)
    {
        if (!known.TryGetValue((size, bits, symbol), out var offset))
        {
            offset = Allocate(size);
            known.Add((size, bits, symbol), offset);
            constants.Add((offset, size, bits, symbol));
        }

        return offset;
    }

    /// <summary>Says what a symbol is that is known before the launch.</summary>
    public void Resolve(string symbol, ulong address)
    {
        for (var i = 0; i < constants.Count; i++)
        {
            if (constants[i].Symbol == symbol)
            {
                constants[i] = constants[i] with { Bits = constants[i].Bits + address, Symbol = null };
            }
        }
    }

    public int SpecialColumn(string name, int size)
    {
        if (!special.TryGetValue(name, out var offset))
        {
            special.Add(name, offset = Allocate(size));
        }

        return offset;
    }

    /// <summary>A register file with the constants in place; its columns start at <see cref="Base"/>.</summary>
    public byte[] Create(IReadOnlyDictionary<string, ulong> symbols)
    {
        var registers = GC.AllocateArray<byte>(length + Alignment, pinned: true);
        var r = Base(registers);
        *(uint*)(r + True) = uint.MaxValue;
        foreach (var (offset, size, bits, symbol) in constants)
        {
            var value = symbol is null ? bits : symbols[symbol] + bits;
            for (var lane = 0; lane < 32; lane++)
            {
                Lanes.WriteLow(r + offset + (lane * size), value, size);
            }
        }

        return registers;
    }

    /// <summary>Address of column 0 of a register file: the first multiple of 64 in it.</summary>
    public static byte* Base(byte[] registers)
    {
        var start = (nuint)Unsafe.AsPointer(ref registers[0]);
        return (byte*)((start + Alignment - 1) / Alignment * Alignment);
    }
}
