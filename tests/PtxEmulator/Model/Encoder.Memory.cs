using PtxEmulator.Execution;
using PtxEmulator.Memory;
using static PtxEmulator.Model.ScalarType;

namespace PtxEmulator.Model;

/// <summary>Loads, stores and atomics.</summary>
internal sealed unsafe partial class Encoder
{
    private static ReadOnlySpan<ScalarType> InMemory => [B8, B16, B32, B64, U8, U16, U32, U64, S8, S16, S32, S64, F32, F64];

    private void EncodeLoad()
    {
        if (modifiers[0] == "ldu")
        {
            Require("global");
            nextModifier--;
        }

        var order = OneOf("weak", "volatile", "relaxed", "acquire");
        SetOrder(order);
        if (Has("param"))
        {
            EncodeParameterLoad();
            return;
        }

        var space = TakeSpace(hasConstants: true);
        var cached = OneOf("ca", "cg", "cs", "lu", "cv");
        if ((Has("nc") && (space != "global" || order is not null)) || (cached is not null && order is not (null or "weak")))
        {
            throw Refuse("has modifiers that do not go together");
        }

        var (type, count) = TakeVectorType();
        var destination = NextOperand();
        var elements = Elements(destination, count);
        instruction.Columns = new int[count];
        for (var e = 0; e < count; e++)
        {
            instruction.Columns[e] = WideDestination(elements[e], type, out var stride);
            SetStride(e, stride);
        }

        TakeAddress(space);
        Emit(InstructionClass.Memory, count == 1 && instruction.DestinationStride == type.Size() ? &Lanes.LoadOne : &Lanes.Load);
    }

    private void EncodeParameterLoad()
    {
        var (type, count) = TakeVectorType();
        var elements = Elements(NextOperand(), count);
        instruction.Columns = new int[count];
        for (var e = 0; e < count; e++)
        {
            instruction.Columns[e] = WideDestination(elements[e], type, out var stride);
            SetStride(e, stride);
        }

        var address = NextOperand();
        if (address.Kind != OperandKind.Address)
        {
            throw Refuse("has no address in brackets");
        }

        if (body.FindParameter(address.Name) is { } parameter)
        {
            var size = count * type.Size();
            if (address.Value < 0 || address.Value + size > parameter.Size || (parameter.Offset + (long)address.Value) % size != 0)
            {
                throw Refuse($"reads {size} bytes at {address.Value} of parameter '{parameter.Name}' of {parameter.Size} bytes");
            }

            instruction.A = body.Layout.Constant(8, (ulong)parameter.Offset);
        }
        else
        {
            instruction.A = Source(new Operand(OperandKind.Name) { Name = address.Name }, U64);
        }

        instruction.Immediate = (long)address.Value;
        Emit(InstructionClass.Memory, &Lanes.LoadParameter);
    }

    private void EncodeStore()
    {
        var order = OneOf("weak", "volatile", "relaxed", "release");
        SetOrder(order);
        var space = TakeSpace(hasConstants: false);
        if (OneOf("wb", "cg", "cs", "wt") is not null && order is not (null or "weak"))
        {
            throw Refuse("has modifiers that do not go together");
        }

        var (type, count) = TakeVectorType();
        TakeAddress(space);
        var elements = Elements(NextOperand(), count);
        instruction.Columns = new int[count];
        for (var e = 0; e < count; e++)
        {
            instruction.Columns[e] = WideSource(elements[e], type, out var stride);
            SetStride(e, stride);
        }

        Emit(InstructionClass.Memory, count == 1 && instruction.DestinationStride == type.Size() ? &Lanes.StoreOne : &Lanes.Store);
    }

    private void EncodeAtomic()
    {
        var returns = modifiers[0] == "atom";
        instruction.Order = OneOf("relaxed", "acquire", "release", "acq_rel") switch
        {
            "acquire" => MemoryOrder.Acquire,
            "release" => MemoryOrder.Release,
            "acq_rel" => MemoryOrder.AcquireRelease,
            _ => MemoryOrder.Relaxed,
        };
        if (!returns && instruction.Order is MemoryOrder.Acquire or MemoryOrder.AcquireRelease)
        {
            throw Refuse("acquires nothing");
        }

        // LLVM writes the space before the scope, the manual after it; the assembler takes both.
        var space = OneOf("global", "shared");
        instruction.BlockScope = OneOf("cta", "gpu", "sys") == "cta";
        space ??= OneOf("global", "shared");
        var operation = Require("add", "exch", "cas", "min", "max", "and", "or", "xor", "inc", "dec");
        var type = operation switch
        {
            "add" => Type(U32, S32, U64, F32, F64),
            "min" or "max" => Type(U32, S32, U64, S64),
            "inc" or "dec" => Type(U32),
            "exch" or "cas" when !returns => throw Refuse("returns nothing"),
            _ => Type(B32, B64),
        };
        SetElement(type);
        instruction.D = returns ? Destination(type) : body.Layout.Allocate(type.Size());
        TakeAddress(space);
        instruction.B = Source(type);
        instruction.C = instruction.B;
        if (operation == "cas")
        {
            // The contract has the operand first: the value that goes in; the manual has the one compared first.
            instruction.B = Source(type);
        }

        instruction.Update = AtomicOperations.Find(operation, type);
        Emit(InstructionClass.Memory, &Lanes.Atomic);
    }

    private void SetOrder(string? order)
    {
        instruction.Order = order switch
        {
            "volatile" or "relaxed" => MemoryOrder.Relaxed,
            "acquire" => MemoryOrder.Acquire,
            "release" => MemoryOrder.Release,
            _ => MemoryOrder.Weak,
        };
        if (order is "relaxed" or "acquire" or "release")
        {
            instruction.BlockScope = Require("cta", "gpu", "sys") == "cta";
        }
    }

    private string? TakeSpace(bool hasConstants) => OneOf("global", "shared") ?? (hasConstants ? OneOf("const") : null);

    private (ScalarType Type, int Count) TakeVectorType()
    {
        var count = OneOf("v2", "v4") switch { "v2" => 2, "v4" => 4, _ => 1 };
        var type = Type(InMemory);
        if (count * type.Size() > 16)
        {
            throw Refuse("accesses more than 16 bytes");
        }

        SetElement(type);
        return (type, count);
    }

    private void SetElement(ScalarType type)
    {
        instruction.ElementSize = type.Size();
        instruction.SignExtend = type.IsSigned();
    }

    private IReadOnlyList<Operand> Elements(Operand operand, int count)
    {
        var elements = operand.Kind == OperandKind.Vector ? operand.Elements : [operand];
        return elements.Count == count && (count > 1) == (operand.Kind == OperandKind.Vector)
            ? elements
            : throw Refuse($"has {elements.Count} elements, expected {count}");
    }

    /// <summary>Registers of a vector are of one width.</summary>
    private void SetStride(int element, int stride)
    {
        if (element > 0 && stride != instruction.DestinationStride)
        {
            throw Refuse("has registers of different widths");
        }

        instruction.DestinationStride = stride;
    }

    private void TakeAddress(string? space)
    {
        instruction.Space = space switch
        {
            "shared" => StateSpace.Shared,
            null => StateSpace.Generic,
            _ => StateSpace.Global,
        };
        var address = NextOperand();
        if (address.Kind != OperandKind.Address)
        {
            throw Refuse("has no address in brackets");
        }

        instruction.SourceStride = 8;
        if (address.Name.Length == 0)
        {
            instruction.A = body.Layout.Constant(8, (ulong)address.Value);
            return;
        }

        if (body.FindRegister(address.Name) is not { } register)
        {
            var holder = body.SpaceOf(address.Name) ?? throw Refuse($"names '{address.Name}', which is nothing here");
            if (holder != (space ?? "global"))
            {
                throw Refuse($"accesses '{address.Name}', a variable in .{holder}");
            }

            instruction.A = body.AddressColumn(address.Name, (ulong)(long)address.Value, 8);
            return;
        }

        if (register.Type.IsFloat() || !(register.Type.Size() == 8 || (register.Type.Size() == 4 && space == "shared")))
        {
            throw Refuse($"has register '{address.Name}' of type .{register.Type.Name()} as an address");
        }

        use.Reads.Add((address.Name, register.Column));
        instruction.A = register.Column;
        instruction.SourceStride = register.Type.Size();
        instruction.Immediate = (long)address.Value;
    }
}
