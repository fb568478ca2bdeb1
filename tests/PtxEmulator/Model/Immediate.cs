namespace PtxEmulator.Model;

/// <summary>What a literal is in a type.</summary>
internal static class Immediate
{
    /// <summary>Its bits: an integer must fit the size, signed or unsigned; a float stands for a float or for bits.</summary>
    public static ulong Bits(Operand literal, ScalarType type, int line)
    {
        var size = type.Size();
        switch (literal.Kind)
        {
            case OperandKind.Integer when type == ScalarType.Predicate:
                return literal.Value == 0 ? 0ul : 1;
            case OperandKind.Integer when !type.IsFloat():
                if (literal.Value < -(Int128.One << ((8 * size) - 1)) || literal.Value >= Int128.One << (8 * size))
                {
                    throw new PtxException(line, $"{literal.Value} does not fit .{type.Name()}");
                }

                return (ulong)(literal.Value & ((Int128.One << (8 * size)) - 1));
            case OperandKind.Single when type is ScalarType.F32 or ScalarType.B32:
            case OperandKind.Double when type is ScalarType.F64 or ScalarType.B64:
                return (ulong)literal.Value;
            case OperandKind.Double when type == ScalarType.F32:
                return BitConverter.SingleToUInt32Bits((float)BitConverter.UInt64BitsToDouble((ulong)literal.Value));
            default:
                throw new PtxException(line, $"a literal of another kind than .{type.Name()}");
        }
    }
}
