using PtxEmulator.Model;

namespace PtxEmulator.Execution;

/// <summary>What atomics do: old, operand, comparand to new, in the low bits of each.</summary>
internal static class AtomicOperations
{
    public static Func<ulong, ulong, ulong, ulong> Find(string operation, ScalarType type) => (operation, type) switch
    {
        ("add", ScalarType.F32) => static (old, value, _) => Bits(Canonical(Single(old) + Single(value))),
        ("add", ScalarType.F64) => static (old, value, _) =>
            BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(old) + BitConverter.UInt64BitsToDouble(value)),
        ("add", ScalarType.U64) => static (old, value, _) => old + value,
        ("add", _) => static (old, value, _) => (uint)(old + value),
        ("exch", _) => static (_, value, _) => value,
        ("cas", _) => static (old, value, comparand) => old == comparand ? value : old,
        ("min", ScalarType.S32) => static (old, value, _) => (uint)Math.Min((int)old, (int)value),
        ("min", ScalarType.S64) => static (old, value, _) => (ulong)Math.Min((long)old, (long)value),
        ("min", _) => static (old, value, _) => Math.Min(old, value),
        ("max", ScalarType.S32) => static (old, value, _) => (uint)Math.Max((int)old, (int)value),
        ("max", ScalarType.S64) => static (old, value, _) => (ulong)Math.Max((long)old, (long)value),
        ("max", _) => static (old, value, _) => Math.Max(old, value),
        ("and", _) => static (old, value, _) => old & value,
        ("or", _) => static (old, value, _) => old | value,
        ("xor", _) => static (old, value, _) => old ^ value,
        ("inc", _) => static (old, value, _) => old >= value ? 0 : old + 1,
        ("dec", _) => static (old, value, _) => old == 0 || old > value ? value : old - 1,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No such atomic."),
    };

    private static float Single(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    private static float Canonical(float value) => float.IsNaN(value) ? BitConverter.UInt32BitsToSingle(0x7fffffff) : value;

    private static ulong Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
