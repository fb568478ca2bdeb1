using PtxEmulator.Execution;
using static PtxEmulator.Model.ScalarType;

namespace PtxEmulator.Model;

/// <summary>Arithmetic on integers and floats.</summary>
internal sealed unsafe partial class Encoder
{
    private void EncodeArithmetic()
    {
        switch (modifiers[0])
        {
            case "add" or "sub" or "mul" when IsFloat:
                Has("rn");
                var type = Type(F32, F64);
                TakeDestinationAndSources(type, 2);
                Emit(ClassOf(type), (modifiers[0], type) switch
                {
                    ("add", F32) => &Lanes.Binary<FloatOperations.Add<float>, float>,
                    ("add", _) => &Lanes.Binary<FloatOperations.Add<double>, double>,
                    ("sub", F32) => &Lanes.Binary<FloatOperations.Subtract<float>, float>,
                    ("sub", _) => &Lanes.Binary<FloatOperations.Subtract<double>, double>,
                    ("mul", F32) => &Lanes.Binary<FloatOperations.Multiply<float>, float>,
                    _ => &Lanes.Binary<FloatOperations.Multiply<double>, double>,
                });
                break;
            case "fma":
            case "mad" when IsFloat:
                Require("rn");
                type = Type(F32, F64);
                TakeDestinationAndSources(type, 3);
                Emit(ClassOf(type), type == F32
                    ? &Lanes.Ternary<FloatOperations.MultiplyAddSingle, float>
                    : &Lanes.Ternary<FloatOperations.MultiplyAddDouble, double>);
                break;
            case "div" when IsFloat:
                Require("rn");
                type = Type(F32, F64);
                TakeDestinationAndSources(type, 2);
                Emit(ClassOf(type), type == F32
                    ? &Lanes.Binary<FloatOperations.Divide<float>, float>
                    : &Lanes.Binary<FloatOperations.Divide<double>, double>);
                break;
            case "sqrt" or "rcp":
                Require("rn");
                type = Type(F32, F64);
                TakeDestinationAndSources(type, 1);
                Emit(ClassOf(type), (modifiers[0], type) switch
                {
                    ("sqrt", F32) => &Lanes.Unary<FloatOperations.SquareRoot<float>, float>,
                    ("sqrt", _) => &Lanes.Unary<FloatOperations.SquareRoot<double>, double>,
                    (_, F32) => &Lanes.Unary<FloatOperations.Reciprocal<float>, float>,
                    _ => &Lanes.Unary<FloatOperations.Reciprocal<double>, double>,
                });
                break;
            case "neg" or "abs" when IsFloat:
                type = Type(F32, F64);
                TakeDestinationAndSources(type, 1);
                Emit(ClassOf(type), (modifiers[0], type) switch
                {
                    ("neg", F32) => &Lanes.Unary<FloatOperations.Negate<float>, float>,
                    ("neg", _) => &Lanes.Unary<FloatOperations.Negate<double>, double>,
                    (_, F32) => &Lanes.Unary<FloatOperations.Absolute<float>, float>,
                    _ => &Lanes.Unary<FloatOperations.Absolute<double>, double>,
                });
                break;
            case "min" or "max" when IsFloat:
                type = Type(F32, F64);
                TakeDestinationAndSources(type, 2);
                Emit(ClassOf(type), (modifiers[0], type) switch
                {
                    ("min", F32) => &Lanes.Binary<FloatOperations.Minimum<float>, float>,
                    ("min", _) => &Lanes.Binary<FloatOperations.Minimum<double>, double>,
                    (_, F32) => &Lanes.Binary<FloatOperations.Maximum<float>, float>,
                    _ => &Lanes.Binary<FloatOperations.Maximum<double>, double>,
                });
                break;
            case "copysign":
                type = Type(F32, F64);
                TakeDestinationAndSources(type, 2);
                Emit(ClassOf(type), type == F32
                    ? &Lanes.Binary<FloatOperations.CopySign<float>, float>
                    : &Lanes.Binary<FloatOperations.CopySign<double>, double>);
                break;
            default:
                EncodeInteger();
                break;
        }
    }

    /// <summary>Whether the last modifier is a floating-point type.</summary>
    private bool IsFloat => modifiers[^1] is "f32" or "f64";

    private void EncodeInteger()
    {
        switch (modifiers[0])
        {
            case "add" or "sub":
                var type = Type(U16, U32, U64, S16, S32, S64);
                TakeDestinationAndSources(type, 2);
                Emit(ClassOf(type), (modifiers[0], type.Size()) switch
                {
                    ("add", 2) => &Lanes.Binary<IntegerOperations.Add<ushort>, ushort>,
                    ("add", 4) => &Lanes.Binary<IntegerOperations.Add<uint>, uint>,
                    ("add", _) => &Lanes.Binary<IntegerOperations.Add<ulong>, ulong>,
                    (_, 2) => &Lanes.Binary<IntegerOperations.Subtract<ushort>, ushort>,
                    (_, 4) => &Lanes.Binary<IntegerOperations.Subtract<uint>, uint>,
                    _ => &Lanes.Binary<IntegerOperations.Subtract<ulong>, ulong>,
                });
                break;
            case "mul" or "mad":
                EncodeProduct(modifiers[0] == "mad");
                break;
            case "mul24" or "mad24":
                EncodeProduct24(modifiers[0] == "mad24");
                break;
            case "sad":
                type = Type(U16, U32, U64, S16, S32, S64);
                TakeDestinationAndSources(type, 3);
                Emit(ClassOf(type), type switch
                {
                    U16 => &Lanes.Map<IntegerOperations.SumOfDifference<ushort>, ushort, ushort, ushort, ushort>,
                    S16 => &Lanes.Map<IntegerOperations.SumOfDifference<short>, short, short, short, short>,
                    U32 => &Lanes.Map<IntegerOperations.SumOfDifference<uint>, uint, uint, uint, uint>,
                    S32 => &Lanes.Map<IntegerOperations.SumOfDifference<int>, int, int, int, int>,
                    U64 => &Lanes.Map<IntegerOperations.SumOfDifference<ulong>, ulong, ulong, ulong, ulong>,
                    _ => &Lanes.Map<IntegerOperations.SumOfDifference<long>, long, long, long, long>,
                });
                break;
            case "div" or "rem":
                type = Type(U16, U32, U64, S16, S32, S64);
                TakeDestinationAndSources(type, 2);
                Emit(ClassOf(type), (modifiers[0], type) switch
                {
                    ("div", U16) => &Lanes.Map<IntegerOperations.Divide<ushort>, ushort, ushort, ushort>,
                    ("div", S16) => &Lanes.Map<IntegerOperations.Divide<short>, short, short, short>,
                    ("div", U32) => &Lanes.Map<IntegerOperations.Divide<uint>, uint, uint, uint>,
                    ("div", S32) => &Lanes.Map<IntegerOperations.Divide<int>, int, int, int>,
                    ("div", U64) => &Lanes.Map<IntegerOperations.Divide<ulong>, ulong, ulong, ulong>,
                    ("div", _) => &Lanes.Map<IntegerOperations.Divide<long>, long, long, long>,
                    (_, U16) => &Lanes.Map<IntegerOperations.Remainder<ushort>, ushort, ushort, ushort>,
                    (_, S16) => &Lanes.Map<IntegerOperations.Remainder<short>, short, short, short>,
                    (_, U32) => &Lanes.Map<IntegerOperations.Remainder<uint>, uint, uint, uint>,
                    (_, S32) => &Lanes.Map<IntegerOperations.Remainder<int>, int, int, int>,
                    (_, U64) => &Lanes.Map<IntegerOperations.Remainder<ulong>, ulong, ulong, ulong>,
                    _ => &Lanes.Map<IntegerOperations.Remainder<long>, long, long, long>,
                });
                break;
            case "neg" or "abs":
                type = Type(S16, S32, S64);
                TakeDestinationAndSources(type, 1);
                Emit(ClassOf(type), (modifiers[0], type) switch
                {
                    ("neg", S16) => &Lanes.Unary<IntegerOperations.Negate<short>, short>,
                    ("neg", S32) => &Lanes.Unary<IntegerOperations.Negate<int>, int>,
                    ("neg", _) => &Lanes.Unary<IntegerOperations.Negate<long>, long>,
                    (_, S16) => &Lanes.Unary<IntegerOperations.Absolute<short>, short>,
                    (_, S32) => &Lanes.Unary<IntegerOperations.Absolute<int>, int>,
                    _ => &Lanes.Unary<IntegerOperations.Absolute<long>, long>,
                });
                break;
            case "min" or "max":
                type = Type(U16, U32, U64, S16, S32, S64);
                TakeDestinationAndSources(type, 2);
                Emit(ClassOf(type), (modifiers[0], type) switch
                {
                    ("min", U16) => &Lanes.Binary<IntegerOperations.Minimum<ushort>, ushort>,
                    ("min", S16) => &Lanes.Binary<IntegerOperations.Minimum<short>, short>,
                    ("min", U32) => &Lanes.Binary<IntegerOperations.Minimum<uint>, uint>,
                    ("min", S32) => &Lanes.Binary<IntegerOperations.Minimum<int>, int>,
                    ("min", U64) => &Lanes.Binary<IntegerOperations.Minimum<ulong>, ulong>,
                    ("min", _) => &Lanes.Binary<IntegerOperations.Minimum<long>, long>,
                    (_, U16) => &Lanes.Binary<IntegerOperations.Maximum<ushort>, ushort>,
                    (_, S16) => &Lanes.Binary<IntegerOperations.Maximum<short>, short>,
                    (_, U32) => &Lanes.Binary<IntegerOperations.Maximum<uint>, uint>,
                    (_, S32) => &Lanes.Binary<IntegerOperations.Maximum<int>, int>,
                    (_, U64) => &Lanes.Binary<IntegerOperations.Maximum<ulong>, ulong>,
                    _ => &Lanes.Binary<IntegerOperations.Maximum<long>, long>,
                });
                break;
            default:
                throw new PtxException(statement.Line, $"unsupported opcode '{statement.Opcode}'");
        }
    }

    private void EncodeProduct(bool adds)
    {
        var part = Require("lo", "hi", "wide");
        var type = part == "wide" ? Type(U16, U32, S16, S32) : Type(U16, U32, U64, S16, S32, S64);
        var result = part != "wide" ? type : type switch { U16 => U32, S16 => S32, U32 => U64, _ => S64 };
        instruction.D = Destination(result);
        instruction.A = Source(type);
        instruction.B = Source(type);
        if (adds)
        {
            instruction.C = Source(result);
        }

        Emit(ClassOf(type), part switch
        {
            "lo" => (adds, type.Size()) switch
            {
                (false, 2) => &Lanes.Binary<IntegerOperations.Multiply<ushort>, ushort>,
                (false, 4) => &Lanes.Binary<IntegerOperations.Multiply<uint>, uint>,
                (false, _) => &Lanes.Binary<IntegerOperations.Multiply<ulong>, ulong>,
                (_, 2) => &Lanes.Ternary<IntegerOperations.MultiplyAdd<ushort>, ushort>,
                (_, 4) => &Lanes.Ternary<IntegerOperations.MultiplyAdd<uint>, uint>,
                _ => &Lanes.Ternary<IntegerOperations.MultiplyAdd<ulong>, ulong>,
            },
            "hi" => adds ? HighProductAdd(type) : HighProduct(type),
            _ => (adds, type) switch
            {
                (false, U16) => &Lanes.Map<IntegerOperations.WideProduct<ushort, uint>, ushort, ushort, uint>,
                (false, S16) => &Lanes.Map<IntegerOperations.WideProduct<short, int>, short, short, int>,
                (false, U32) => &Lanes.WideProduct,
                (false, _) => &Lanes.SignedWideProduct,
                (_, U16) => &Lanes.Map<IntegerOperations.WideProduct<ushort, uint>, ushort, ushort, uint, uint>,
                (_, S16) => &Lanes.Map<IntegerOperations.WideProduct<short, int>, short, short, int, int>,
                (_, U32) => &Lanes.Map<IntegerOperations.WideProduct<uint, ulong>, uint, uint, ulong, ulong>,
                _ => &Lanes.Map<IntegerOperations.WideProduct<int, long>, int, int, long, long>,
            },
        });
    }

    private static delegate*<Warp, Instruction, byte*, uint, void> HighProduct(ScalarType type) => type switch
    {
        U16 => &Lanes.Map<IntegerOperations.HighProduct<ushort>, ushort, ushort, ushort>,
        S16 => &Lanes.Map<IntegerOperations.HighProduct<short>, short, short, short>,
        U32 => &Lanes.Map<IntegerOperations.HighProduct<uint>, uint, uint, uint>,
        S32 => &Lanes.Map<IntegerOperations.HighProduct<int>, int, int, int>,
        U64 => &Lanes.Map<IntegerOperations.HighProduct<ulong>, ulong, ulong, ulong>,
        _ => &Lanes.Map<IntegerOperations.HighProduct<long>, long, long, long>,
    };

    private static delegate*<Warp, Instruction, byte*, uint, void> HighProductAdd(ScalarType type) => type switch
    {
        U16 => &Lanes.Map<IntegerOperations.HighProduct<ushort>, ushort, ushort, ushort, ushort>,
        S16 => &Lanes.Map<IntegerOperations.HighProduct<short>, short, short, short, short>,
        U32 => &Lanes.Map<IntegerOperations.HighProduct<uint>, uint, uint, uint, uint>,
        S32 => &Lanes.Map<IntegerOperations.HighProduct<int>, int, int, int, int>,
        U64 => &Lanes.Map<IntegerOperations.HighProduct<ulong>, ulong, ulong, ulong, ulong>,
        _ => &Lanes.Map<IntegerOperations.HighProduct<long>, long, long, long, long>,
    };

    private void EncodeProduct24(bool adds)
    {
        Require("lo");
        var type = Type(U32, S32);
        TakeDestinationAndSources(type, adds ? 3 : 2);
        Emit(ClassOf(type), (adds, type) switch
        {
            (false, U32) => &Lanes.Map<IntegerOperations.Product24Unsigned, uint, uint, uint>,
            (false, _) => &Lanes.Map<IntegerOperations.Product24Signed, int, int, int>,
            (_, U32) => &Lanes.Map<IntegerOperations.Product24Unsigned, uint, uint, uint, uint>,
            _ => &Lanes.Map<IntegerOperations.Product24Signed, int, int, int, int>,
        });
    }

    private void TakeDestinationAndSources(ScalarType type, int sources)
    {
        instruction.D = Destination(type);
        instruction.A = Source(type);
        if (sources > 1)
        {
            instruction.B = Source(type);
        }

        if (sources > 2)
        {
            instruction.C = Source(type);
        }
    }
}
