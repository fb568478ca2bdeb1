using PtxEmulator.Execution;
using PtxEmulator.Memory;
using static PtxEmulator.Model.ScalarType;

namespace PtxEmulator.Model;

/// <summary>Comparisons and what follows from them.</summary>
internal sealed unsafe partial class Encoder
{
    private void EncodeSelection()
    {
        switch (modifiers[0])
        {
            case "setp":
                EncodeSetPredicate();
                break;
            case "set":
                EncodeSet();
                break;
            case "selp":
                var type = Type(B16, B32, B64, U16, U32, U64, S16, S32, S64, F32, F64);
                TakeDestinationAndSources(type, 2);
                instruction.C = PredicateSource(NextOperand(), out var flip);
                instruction.Flip = flip;
                Emit(InstructionClass.IntegerArithmetic, type.Size() switch
                {
                    2 => &Lanes.Select<ushort>,
                    4 => &Lanes.Select<uint>,
                    _ => &Lanes.Select<ulong>,
                });
                break;
            case "slct":
                type = Type(B16, B32, B64, U16, U32, U64, S16, S32, S64, F32, F64);
                var test = Type(S32, F32);
                TakeDestinationAndSources(type, 2);
                instruction.C = Source(test);
                Emit(InstructionClass.IntegerArithmetic, (test, type.Size()) switch
                {
                    (S32, 2) => &Lanes.Map<Selections.BySign<ushort, int>, ushort, ushort, int, ushort>,
                    (S32, 4) => &Lanes.Map<Selections.BySign<uint, int>, uint, uint, int, uint>,
                    (S32, _) => &Lanes.Map<Selections.BySign<ulong, int>, ulong, ulong, int, ulong>,
                    (_, 2) => &Lanes.Map<Selections.BySign<ushort, float>, ushort, ushort, float, ushort>,
                    (_, 4) => &Lanes.Map<Selections.BySign<uint, float>, uint, uint, float, uint>,
                    _ => &Lanes.Map<Selections.BySign<ulong, float>, ulong, ulong, float, ulong>,
                });
                break;
            case "testp":
                EncodeTest();
                break;
            default:
                instruction.Space = Require("global", "shared") == "shared" ? StateSpace.Shared : StateSpace.Global;
                instruction.D = Destination(Predicate);
                instruction.A = Source(U64);
                Emit(InstructionClass.IntegerArithmetic, &Lanes.IsInSpace);
                break;
        }
    }

    private void EncodeTest()
    {
        var property = Require("finite", "infinite", "number", "notanumber", "normal", "subnormal");
        var type = Type(F32, F64);
        instruction.D = Destination(Predicate);
        instruction.A = Source(type);
        Emit(ClassOf(type), (property, type) switch
        {
            ("finite", F32) => &Lanes.Test<Selections.IsFinite<float>, float>,
            ("finite", _) => &Lanes.Test<Selections.IsFinite<double>, double>,
            ("infinite", F32) => &Lanes.Test<Selections.IsInfinite<float>, float>,
            ("infinite", _) => &Lanes.Test<Selections.IsInfinite<double>, double>,
            ("number", F32) => &Lanes.Test<Selections.IsNumber<float>, float>,
            ("number", _) => &Lanes.Test<Selections.IsNumber<double>, double>,
            ("notanumber", F32) => &Lanes.Test<Selections.IsNotANumber<float>, float>,
            ("notanumber", _) => &Lanes.Test<Selections.IsNotANumber<double>, double>,
            ("normal", F32) => &Lanes.Test<Selections.IsNormal<float>, float>,
            ("normal", _) => &Lanes.Test<Selections.IsNormal<double>, double>,
            (_, F32) => &Lanes.Test<Selections.IsSubnormal<float>, float>,
            _ => &Lanes.Test<Selections.IsSubnormal<double>, double>,
        });
    }

    private void EncodeSetPredicate()
    {
        var comparison = TakeComparison();
        var type = Type(B16, B32, B64, U16, U32, U64, S16, S32, S64, F32, F64);
        CheckComparison(comparison, type);
        var destination = NextOperand();
        if (destination.Kind == OperandKind.Pair)
        {
            instruction.D = Destination(new Operand(OperandKind.Name) { Name = destination.Name }, Predicate);
            instruction.Q = Destination(new Operand(OperandKind.Name) { Name = destination.Second }, Predicate);
        }
        else
        {
            instruction.D = Destination(destination, Predicate);
            instruction.Q = body.Layout.Allocate(0);
        }

        TakeComparedOperands(type);
        Emit(ClassOf(type), type switch
        {
            B16 or U16 => &Lanes.SetPredicate<ushort>,
            S16 => &Lanes.SetPredicate<short>,
            B32 or U32 => &Lanes.SetPredicate<uint>,
            S32 => &Lanes.SetPredicate<int>,
            B64 or U64 => &Lanes.SetPredicate<ulong>,
            S64 => &Lanes.SetPredicate<long>,
            F32 => &Lanes.SetPredicate<float>,
            _ => &Lanes.SetPredicate<double>,
        });
    }

    private void EncodeSet()
    {
        var comparison = TakeComparison();
        var result = Type(U32, S32, F32);
        var type = Type(B16, B32, B64, U16, U32, U64, S16, S32, S64, F32, F64);
        CheckComparison(comparison, type);
        instruction.D = Destination(result);
        TakeComparedOperands(type);
        instruction.Immediate = result == F32 ? BitConverter.SingleToUInt32Bits(1f) : uint.MaxValue;
        Emit(ClassOf(type), type switch
        {
            B16 or U16 => &Lanes.Set<ushort>,
            S16 => &Lanes.Set<short>,
            B32 or U32 => &Lanes.Set<uint>,
            S32 => &Lanes.Set<int>,
            B64 or U64 => &Lanes.Set<ulong>,
            S64 => &Lanes.Set<long>,
            F32 => &Lanes.Set<float>,
            _ => &Lanes.Set<double>,
        });
    }

    private string TakeComparison()
    {
        var comparison = Require(
            "eq", "ne", "lt", "le", "gt", "ge", "lo", "ls", "hi", "hs", "equ", "neu", "ltu", "leu", "gtu", "geu", "num", "nan");
        instruction.Boolean = BooleanOperationOf(OneOf("and", "or", "xor"));
        return comparison;
    }

    /// <summary>
    /// The unordered comparisons hold where the opposite ordered one does not: <c>ltu</c> is not <c>ge</c>. Integers take what their
    /// signedness allows.
    /// </summary>
    private void CheckComparison(string comparison, ScalarType type)
    {
        var allowed = type switch
        {
            F32 or F64 => comparison is not ("lo" or "ls" or "hi" or "hs"),
            B16 or B32 or B64 => comparison is "eq" or "ne",
            S16 or S32 or S64 => comparison is "eq" or "ne" or "lt" or "le" or "gt" or "ge",
            _ => comparison is "eq" or "ne" or "lt" or "le" or "gt" or "ge" or "lo" or "ls" or "hi" or "hs",
        };
        if (!allowed)
        {
            throw Refuse($"compares .{type.Name()} by .{comparison}");
        }

        (instruction.Comparison, var negated) = comparison switch
        {
            "eq" => (Comparison.Equal, false),
            "neu" => (Comparison.Equal, true),
            "ne" => (Comparison.LessOrGreater, false),
            "equ" => (Comparison.LessOrGreater, true),
            "lt" or "lo" => (Comparison.Less, false),
            "geu" => (Comparison.Less, true),
            "le" or "ls" => (Comparison.LessOrEqual, false),
            "gtu" => (Comparison.LessOrEqual, true),
            "gt" or "hi" => (Comparison.Greater, false),
            "leu" => (Comparison.Greater, true),
            "ge" or "hs" => (Comparison.GreaterOrEqual, false),
            "ltu" => (Comparison.GreaterOrEqual, true),
            "num" => (Comparison.Ordered, false),
            _ => (Comparison.Ordered, true),
        };
        instruction.NegatesComparison = negated ? uint.MaxValue : 0;
    }

    private void TakeComparedOperands(ScalarType type)
    {
        instruction.A = Source(type);
        instruction.B = Source(type);
        if (instruction.Boolean != BooleanOperation.None)
        {
            instruction.C = PredicateSource(NextOperand(), out var flip);
            instruction.Flip = flip;
        }
    }
}
