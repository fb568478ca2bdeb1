using PtxEmulator.Execution;
using static PtxEmulator.Model.ScalarType;

namespace PtxEmulator.Model;

/// <summary>Logic, shifts and bit fields.</summary>
internal sealed unsafe partial class Encoder
{
    private void EncodeBits()
    {
        switch (modifiers[0])
        {
            case "and" or "or" or "xor" or "not":
                EncodeLogic();
                break;
            case "cnot":
                var type = Type(B16, B32, B64);
                TakeDestinationAndSources(type, 1);
                Emit(ClassOf(type), type switch
                {
                    B16 => &Lanes.Map<Bitwise.IsZero<ushort>, ushort, ushort>,
                    B32 => &Lanes.Map<Bitwise.IsZero<uint>, uint, uint>,
                    _ => &Lanes.Map<Bitwise.IsZero<ulong>, ulong, ulong>,
                });
                break;
            case "shl" or "shr":
                EncodeShift();
                break;
            case "shf":
                EncodeFunnelShift();
                break;
            case "bfe":
                type = Type(U32, U64, S32, S64);
                instruction.D = Destination(type);
                instruction.A = Source(type);
                instruction.B = Source(U32);
                instruction.C = Source(U32);
                Emit(ClassOf(type), type switch
                {
                    U32 => &Lanes.Map<Bitwise.Extract<uint>, uint, uint, uint, uint>,
                    S32 => &Lanes.Map<Bitwise.Extract<int>, int, uint, uint, int>,
                    U64 => &Lanes.Map<Bitwise.Extract<ulong>, ulong, uint, uint, ulong>,
                    _ => &Lanes.Map<Bitwise.Extract<long>, long, uint, uint, long>,
                });
                break;
            case "bfi":
                type = Type(B32, B64);
                instruction.D = Destination(type);
                instruction.Columns = [Source(type), Source(type), Source(U32), Source(U32)];
                Emit(ClassOf(type), type == B32 ? &Lanes.Insert<uint> : &Lanes.Insert<ulong>);
                break;
            case "brev":
                type = Type(B32, B64);
                TakeDestinationAndSources(type, 1);
                Emit(ClassOf(type), type == B32
                    ? &Lanes.Map<Bitwise.Reverse<uint>, uint, uint>
                    : &Lanes.Map<Bitwise.Reverse<ulong>, ulong, ulong>);
                break;
            case "popc" or "clz":
                var operation = modifiers[0];
                type = Type(B32, B64);
                instruction.D = Destination(U32);
                instruction.A = Source(type);
                Emit(ClassOf(type), (operation, type) switch
                {
                    ("popc", B32) => &Lanes.Map<Bitwise.Count<uint>, uint, uint>,
                    ("popc", _) => &Lanes.Map<Bitwise.Count<ulong>, ulong, uint>,
                    (_, B32) => &Lanes.Map<Bitwise.LeadingZeros<uint>, uint, uint>,
                    _ => &Lanes.Map<Bitwise.LeadingZeros<ulong>, ulong, uint>,
                });
                break;
            case "bfind":
                EncodeFindLeading();
                break;
            case "prmt":
                Type(B32);
                TakeDestinationAndSources(B32, 3);
                Emit(InstructionClass.IntegerArithmetic, &Lanes.Map<Bitwise.Permute, uint, uint, uint, uint>);
                break;
            default:
                Type(B32);
                TakeDestinationAndSources(B32, 3);
                var table = NextOperand();
                instruction.Immediate = table.Kind == OperandKind.Integer && table.Value >= 0 && table.Value < 256
                    ? (long)table.Value
                    : throw Refuse("needs a table from 0 to 255");
                Emit(InstructionClass.IntegerArithmetic, &Lanes.LookUp);
                break;
        }
    }

    private void EncodeLogic()
    {
        var type = Type(Predicate, B16, B32, B64);
        var operation = modifiers[0];
        if (type == Predicate)
        {
            instruction.D = Destination(Predicate);
            instruction.A = PredicateSource(NextOperand(), out var flip);
            if (operation != "not")
            {
                instruction.Boolean = BooleanOperationOf(operation);
                instruction.C = PredicateSource(NextOperand(), out var second);
                instruction.Flip = second;
            }

            instruction.Immediate = operation == "not" ? ~flip : flip;
            Emit(InstructionClass.IntegerArithmetic, &Lanes.CombinePredicates);
            return;
        }

        TakeDestinationAndSources(type, operation == "not" ? 1 : 2);
        Emit(InstructionClass.IntegerArithmetic, operation switch
        {
            "and" => type switch
            {
                B16 => &Lanes.Binary<Bitwise.And<ushort>, ushort>,
                B32 => &Lanes.Binary<Bitwise.And<uint>, uint>,
                _ => &Lanes.Binary<Bitwise.And<ulong>, ulong>,
            },
            "or" => type switch
            {
                B16 => &Lanes.Binary<Bitwise.Or<ushort>, ushort>,
                B32 => &Lanes.Binary<Bitwise.Or<uint>, uint>,
                _ => &Lanes.Binary<Bitwise.Or<ulong>, ulong>,
            },
            "xor" => type switch
            {
                B16 => &Lanes.Binary<Bitwise.Xor<ushort>, ushort>,
                B32 => &Lanes.Binary<Bitwise.Xor<uint>, uint>,
                _ => &Lanes.Binary<Bitwise.Xor<ulong>, ulong>,
            },
            _ => type switch
            {
                B16 => &Lanes.Unary<Bitwise.Not<ushort>, ushort>,
                B32 => &Lanes.Unary<Bitwise.Not<uint>, uint>,
                _ => &Lanes.Unary<Bitwise.Not<ulong>, ulong>,
            },
        });
    }

    private void EncodeShift()
    {
        var isLeft = modifiers[0] == "shl";
        var type = isLeft ? Type(B16, B32, B64) : Type(B16, B32, B64, U16, U32, U64, S16, S32, S64);
        instruction.D = Destination(type);
        instruction.A = Source(type);
        var amount = NextOperand();
        instruction.B = Source(amount, U32);
        if (amount.Kind == OperandKind.Integer && amount.Value >= 0 && amount.Value < 8 * type.Size() && type.Size() > 2)
        {
            instruction.Immediate = (long)amount.Value;
            Emit(InstructionClass.IntegerArithmetic, (isLeft, type.IsSigned(), type.Size()) switch
            {
                (true, _, 4) => &Lanes.ShiftLeft<uint>,
                (true, _, _) => &Lanes.ShiftLeft<ulong>,
                (_, false, 4) => &Lanes.ShiftRight<uint>,
                (_, false, _) => &Lanes.ShiftRight<ulong>,
                (_, _, 4) => &Lanes.ShiftRightSigned<int>,
                _ => &Lanes.ShiftRightSigned<long>,
            });
            return;
        }

        Emit(InstructionClass.IntegerArithmetic, (isLeft, type.IsSigned(), type.Size()) switch
        {
            (true, _, 2) => &Lanes.Map<Bitwise.ShiftLeft<ushort>, ushort, uint, ushort>,
            (true, _, 4) => &Lanes.Map<Bitwise.ShiftLeft<uint>, uint, uint, uint>,
            (true, _, _) => &Lanes.Map<Bitwise.ShiftLeft<ulong>, ulong, uint, ulong>,
            (_, false, 2) => &Lanes.Map<Bitwise.ShiftRight<ushort>, ushort, uint, ushort>,
            (_, false, 4) => &Lanes.Map<Bitwise.ShiftRight<uint>, uint, uint, uint>,
            (_, false, _) => &Lanes.Map<Bitwise.ShiftRight<ulong>, ulong, uint, ulong>,
            (_, _, 2) => &Lanes.Map<Bitwise.ShiftRight<short>, short, uint, short>,
            (_, _, 4) => &Lanes.Map<Bitwise.ShiftRight<int>, int, uint, int>,
            _ => &Lanes.Map<Bitwise.ShiftRight<long>, long, uint, long>,
        });
    }

    private void EncodeFunnelShift()
    {
        var isLeft = Require("l", "r") == "l";
        var wraps = Require("wrap", "clamp") == "wrap";
        Type(B32);
        instruction.D = Destination(B32);
        instruction.A = Source(B32);
        instruction.B = Source(B32);
        instruction.C = Source(U32);
        Emit(InstructionClass.IntegerArithmetic, (isLeft, wraps) switch
        {
            (true, true) => &Lanes.Map<Bitwise.FunnelLeftWrap, uint, uint, uint, uint>,
            (true, false) => &Lanes.Map<Bitwise.FunnelLeftClamp, uint, uint, uint, uint>,
            (false, true) => &Lanes.Map<Bitwise.FunnelRightWrap, uint, uint, uint, uint>,
            _ => &Lanes.Map<Bitwise.FunnelRightClamp, uint, uint, uint, uint>,
        });
    }

    private void EncodeFindLeading()
    {
        var asShift = Has("shiftamt");
        var type = Type(U32, U64, S32, S64);
        instruction.D = Destination(U32);
        instruction.A = Source(type);
        Emit(InstructionClass.IntegerArithmetic, (asShift, type) switch
        {
            (false, U32) => &Lanes.Map<Bitwise.FindLeading<uint>, uint, uint>,
            (false, S32) => &Lanes.Map<Bitwise.FindLeading<int>, int, uint>,
            (false, U64) => &Lanes.Map<Bitwise.FindLeading<ulong>, ulong, uint>,
            (false, _) => &Lanes.Map<Bitwise.FindLeading<long>, long, uint>,
            (_, U32) => &Lanes.Map<Bitwise.FindLeadingShift<uint>, uint, uint>,
            (_, S32) => &Lanes.Map<Bitwise.FindLeadingShift<int>, int, uint>,
            (_, U64) => &Lanes.Map<Bitwise.FindLeadingShift<ulong>, ulong, uint>,
            _ => &Lanes.Map<Bitwise.FindLeadingShift<long>, long, uint>,
        });
    }

    private static BooleanOperation BooleanOperationOf(string? modifier) => modifier switch
    {
        null => BooleanOperation.None,
        "and" => BooleanOperation.And,
        "or" => BooleanOperation.Or,
        _ => BooleanOperation.Xor,
    };
}
