using PtxEmulator.Execution;
using PtxEmulator.Memory;
using static PtxEmulator.Model.ScalarType;

namespace PtxEmulator.Model;

/// <summary>Moves, addresses and conversions.</summary>
internal sealed unsafe partial class Encoder
{
    private void EncodeMove()
    {
        var type = Type(Predicate, B16, B32, B64, U16, U32, U64, S16, S32, S64, F32, F64);
        var destination = NextOperand();
        var source = NextOperand();
        if (destination.Kind == OperandKind.Vector)
        {
            EncodeUnpack(type, destination, source);
            return;
        }

        if (source.Kind == OperandKind.Vector)
        {
            EncodePack(type, destination, source);
            return;
        }

        instruction.D = Destination(destination, type);
        if (type == Predicate)
        {
            instruction.A = PredicateSource(source, out var flip);
            instruction.Immediate = flip;
            Emit(InstructionClass.IntegerArithmetic, &Lanes.CombinePredicates);
            return;
        }

        if (source.Name is "%clock" or "%clock64" or "%globaltimer")
        {
            if (type.Size() != (source.Name == "%clock" ? 4 : 8))
            {
                throw Refuse($"reads {source.Name} as .{type.Name()}");
            }

            Emit(InstructionClass.IntegerArithmetic, type.Size() == 4 ? &Lanes.Clock<uint> : &Lanes.Clock<ulong>);
            return;
        }

        instruction.A = IsSymbol(source) ? AddressOf(source, type) : Source(source, type);
        Emit(InstructionClass.IntegerArithmetic, type.Size() switch
        {
            2 => &Lanes.Unary<Bitwise.Copy<ushort>, ushort>,
            4 => &Lanes.Unary<Bitwise.Copy<uint>, uint>,
            _ => &Lanes.Unary<Bitwise.Copy<ulong>, ulong>,
        });
    }

    private void EncodePack(ScalarType type, Operand destination, Operand source)
    {
        var element = ElementType(type, source);
        instruction.D = Destination(destination, type);
        instruction.Columns = [.. source.Elements.Select(e => Source(e, element))];
        Emit(InstructionClass.IntegerArithmetic, (element, type) switch
        {
            (B16, B32) => &Lanes.Pack<ushort, uint>,
            (B16, _) => &Lanes.Pack<ushort, ulong>,
            _ => &Lanes.PackWords,
        });
    }

    private void EncodeUnpack(ScalarType type, Operand destination, Operand source)
    {
        var element = ElementType(type, destination);
        instruction.A = Source(source, type);
        instruction.Columns = [.. destination.Elements.Select(e => Destination(e, element))];
        Emit(InstructionClass.IntegerArithmetic, (element, type) switch
        {
            (B16, B32) => &Lanes.Unpack<ushort, uint>,
            (B16, _) => &Lanes.Unpack<ushort, ulong>,
            _ => &Lanes.UnpackWords,
        });
    }

    private ScalarType ElementType(ScalarType type, Operand vector) => (type, vector.Elements.Count) switch
    {
        (B32, 2) or (B64, 4) => B16,
        (B64, 2) => B32,
        _ => throw Refuse($"has {vector.Elements.Count} elements in .{type.Name()}"),
    };

    private bool IsSymbol(Operand operand) =>
        operand is { Kind: OperandKind.Name, Negated: false }
        && body.FindRegister(operand.Name) is null
        && (body.SpaceOf(operand.Name) is not null || body.FindParameter(operand.Name) is not null);

    /// <summary>Column of a variable's address in its own space; a parameter's is its offset.</summary>
    private int AddressOf(Operand operand, ScalarType type)
    {
        if (type.IsFloat() || (type.Size() != 8 && (type.Size() != 4 || body.SpaceOf(operand.Name) is not (null or "shared"))))
        {
            throw Refuse($"takes an address as .{type.Name()}");
        }

        return body.SpaceOf(operand.Name) is not null
            ? body.AddressColumn(operand.Name, (ulong)(long)operand.Value, type.Size())
            : body.Layout.Constant(type.Size(), (ulong)(body.FindParameter(operand.Name)!.Offset + (long)operand.Value));
    }

    private void EncodeAddressConversion()
    {
        var toSpace = Has("to");
        var space = Require("global", "shared", "const");
        var type = Type(U64);
        instruction.D = Destination(type);
        var source = NextOperand();
        if (IsSymbol(source))
        {
            if (toSpace || body.SpaceOf(source.Name) != space)
            {
                throw Refuse($"converts the address of '{source.Name}', which is no .{space} variable");
            }

            instruction.A = AddressOf(source, type);
        }
        else
        {
            instruction.A = Source(source, type);
        }

        instruction.B = body.Layout.Constant(8, space == "shared" ? AddressWindow.Shared : 0);
        Emit(InstructionClass.IntegerArithmetic, toSpace
            ? &Lanes.Binary<IntegerOperations.Subtract<ulong>, ulong>
            : &Lanes.Binary<IntegerOperations.Add<ulong>, ulong>);
    }

    private void EncodeConversion()
    {
        var rounding = OneOf("rn", "rz", "rm", "rp", "rni", "rzi", "rmi", "rpi");
        var saturates = Has("sat");
        ReadOnlySpan<ScalarType> any = [U8, U16, U32, U64, S8, S16, S32, S64, F32, F64];
        var result = Type(any);
        var type = Type(any);
        var destination = NextOperand();
        instruction.D = WideDestination(destination, result, out var stride);
        instruction.DestinationStride = stride;
        instruction.A = WideSource(type, out stride);
        instruction.SourceStride = stride;
        var needsRounding = (result.IsFloat(), type.IsFloat()) switch
        {
            (false, false) => rounding is null,
            (false, true) => rounding is "rni" or "rzi" or "rmi" or "rpi",
            (true, false) => rounding is "rn" or "rz" or "rm" or "rp",
            _ when result == type => rounding is null or "rni" or "rzi" or "rmi" or "rpi",
            _ when result == F32 => rounding is "rn" or "rz" or "rm" or "rp",
            _ => rounding is null,
        };
        if (!needsRounding)
        {
            throw Refuse(rounding is null ? "needs a rounding" : $"does not round by .{rounding}");
        }

        if (saturates && (result.IsFloat() || type.IsFloat()))
        {
            // From float to integer it goes without saying.
            saturates = false;
            if (result.IsFloat())
            {
                throw Refuse("saturates a float");
            }
        }

        var isPlain = instruction.SourceStride == 4 && instruction.DestinationStride == 8;
        Emit(InstructionClass.Conversion, (type, result, isPlain) is (U32, U64, true)
            ? &Lanes.ZeroExtend
            : Conversions.Find(type, result, rounding, saturates));
    }
}
