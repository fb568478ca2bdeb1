using PtxEmulator.Execution;

namespace PtxEmulator.Model;

/// <summary>
/// Turns a statement into an instruction. The opcode's modifiers and the operands are taken one by one from left to right, as the
/// grammar of each opcode has them; what is left over at the end is refused.
/// </summary>
internal sealed unsafe partial class Encoder
{
    private readonly EntryBody body;
    private readonly Statement statement;
    private readonly string[] modifiers;
    private readonly Instruction instruction;
    private readonly RegisterUse use = new([], []);
    private int nextModifier = 1;
    private int nextOperand;

    public Encoder(EntryBody body, Statement statement)
    {
        this.body = body;
        this.statement = statement;
        modifiers = statement.Opcode.Split('.');
        instruction = new Instruction { Line = statement.Line, Text = statement.Text };
    }

    private bool HasOperand => nextOperand < statement.Operands.Count;

    public (Instruction Instruction, RegisterUse Use) Encode()
    {
        if (statement.Guard is { } guard)
        {
            instruction.Guard = PredicateSource(guard, out var flip);
            instruction.GuardFlip = flip;
        }

        EncodeOpcode();
        if (nextModifier < modifiers.Length)
        {
            throw Refuse($"unsupported modifier '.{modifiers[nextModifier]}'");
        }

        if (HasOperand)
        {
            throw Refuse($"has {statement.Operands.Count} operands, expected {nextOperand}");
        }

        return (instruction, use);
    }

    private void EncodeOpcode()
    {
        switch (modifiers[0])
        {
            case "mov":
                EncodeMove();
                break;
            case "cvta":
                EncodeAddressConversion();
                break;
            case "cvt":
                EncodeConversion();
                break;
            case "ld" or "ldu":
                EncodeLoad();
                break;
            case "st":
                EncodeStore();
                break;
            case "atom" or "red":
                EncodeAtomic();
                break;
            case "fence" or "membar":
                EncodeFence();
                break;
            case "bra" or "ret" or "exit" or "trap" or "bar" or "barrier" or "nanosleep":
                EncodeFlow();
                break;
            case "shfl" or "vote" or "match" or "activemask":
                EncodeWarp();
                break;
            case "setp" or "set" or "selp" or "slct" or "testp" or "isspacep":
                EncodeSelection();
                break;
            case "and" or "or" or "xor" or "not" or "cnot" or "shl" or "shr" or "shf" or "bfe" or "bfi" or "brev" or "popc" or "clz"
                or "bfind" or "prmt" or "lop3":
                EncodeBits();
                break;
            default:
                EncodeArithmetic();
                break;
        }
    }

    private PtxException Refuse(string what) => new(statement.Line, $"'{statement.Opcode}' {what}");

    /// <summary>Takes the modifier if it is the next one.</summary>
    private bool Has(string modifier)
    {
        if (nextModifier == modifiers.Length || modifiers[nextModifier] != modifier)
        {
            return false;
        }

        nextModifier++;
        return true;
    }

    /// <summary>Takes the next modifier if it is one of these; else gives null.</summary>
    private string? OneOf(params ReadOnlySpan<string> choices) =>
        nextModifier < modifiers.Length && choices.Contains(modifiers[nextModifier]) ? modifiers[nextModifier++] : null;

    /// <summary>Takes the next modifier, which must be one of these.</summary>
    private string Require(params ReadOnlySpan<string> choices) =>
        OneOf(choices) ?? throw Refuse($"needs one of .{string.Join(" .", choices)} at modifier {nextModifier}");

    /// <summary>Takes a type, which must be one of these.</summary>
    private ScalarType Type(params ReadOnlySpan<ScalarType> allowed)
    {
        if (nextModifier < modifiers.Length && ScalarTypes.TryParse(modifiers[nextModifier], out var type) && allowed.Contains(type))
        {
            nextModifier++;
            return type;
        }

        var found = nextModifier < modifiers.Length ? $"'.{modifiers[nextModifier]}'" : "nothing";
        throw Refuse($"has {found} where a type stands that the emulator knows for it");
    }

    private Operand NextOperand() =>
        HasOperand ? statement.Operands[nextOperand++] : throw Refuse($"has {statement.Operands.Count} operands, too few");

    /// <summary>Takes a source: the column of a register or an immediate of that type.</summary>
    private int Source(ScalarType type) => Source(NextOperand(), type);

    private int Source(Operand operand, ScalarType type)
    {
        if (operand.Kind == OperandKind.Name)
        {
            if (operand is { Name: "WARP_SZ", Negated: false } && operand.Value == 0 && !type.IsFloat())
            {
                return body.Layout.Constant(type.Size(), 32);
            }

            var register = SourceRegister(operand);
            return register.Type.Size() == type.Size() && type.AgreesWith(register.Type)
                ? register.Column
                : throw Refuse($"has register '{operand.Name}' of type .{register.Type.Name()} where .{type.Name()} stands");
        }

        return operand.Kind is OperandKind.Integer or OperandKind.Single or OperandKind.Double && type != ScalarType.Predicate
            ? body.Layout.Constant(type.Size(), Immediate.Bits(operand, type, statement.Line))
            : throw Refuse($"has no .{type.Name()} operand where one stands");
    }

    /// <summary>Takes a source that may be wider than the type: its column and the bytes from lane to lane.</summary>
    private int WideSource(ScalarType type, out int stride) => WideSource(NextOperand(), type, out stride);

    private int WideSource(Operand operand, ScalarType type, out int stride)
    {
        stride = type.Size();
        if (operand.Kind != OperandKind.Name)
        {
            return Source(operand, type);
        }

        var register = SourceRegister(operand);
        CheckWide(operand.Name, register, type);
        stride = register.Type.Size();
        return register.Column;
    }

    /// <summary>A register that is read; special ones included.</summary>
    private Register SourceRegister(Operand operand)
    {
        if (operand.Negated || operand.Value != 0)
        {
            throw Refuse($"has '{operand.Name}' negated or with an offset");
        }

        if (SpecialRegisters.Exists(operand.Name))
        {
            return new Register(ScalarType.U32, body.Layout.SpecialColumn(operand.Name, 4));
        }

        var register = body.FindRegister(operand.Name) ?? throw Refuse($"names '{operand.Name}', which is no register here");
        use.Reads.Add((operand.Name, register.Column));
        return register;
    }

    /// <summary>Takes a destination of exactly the type's size.</summary>
    private int Destination(ScalarType type) => Destination(NextOperand(), type);

    private int Destination(Operand operand, ScalarType type)
    {
        if (operand is { Kind: OperandKind.Name, Name: "_" })
        {
            return body.Layout.Allocate(type.Size());
        }

        var register = DestinationRegister(operand);
        return register.Type.Size() == type.Size() && type.AgreesWith(register.Type)
            ? register.Column
            : throw Refuse($"has register '{operand.Name}' of type .{register.Type.Name()} where .{type.Name()} stands");
    }

    /// <summary>Takes a destination that may be wider than the type.</summary>
    private int WideDestination(Operand operand, ScalarType type, out int stride)
    {
        var register = DestinationRegister(operand);
        CheckWide(operand.Name, register, type);
        stride = register.Type.Size();
        return register.Column;
    }

    private Register DestinationRegister(Operand operand)
    {
        if (operand.Kind != OperandKind.Name || operand.Negated || operand.Value != 0)
        {
            throw Refuse("has no register as its destination");
        }

        var register = body.FindRegister(operand.Name) ?? throw Refuse($"names '{operand.Name}', which is no register here");
        use.Writes.Add(register.Column);
        return register;
    }

    /// <summary>
    /// Where a register may be wider than the type (<c>ld</c>, <c>st</c>, <c>cvt</c>), a float still stands for itself only.
    /// </summary>
    private void CheckWide(string name, Register register, ScalarType type)
    {
        var fits = register.Type.Size() == type.Size()
            ? type.AgreesWith(register.Type)
            : register.Type.Size() > type.Size() && !type.IsFloat() && !register.Type.IsFloat();
        if (!fits)
        {
            throw Refuse($"has register '{name}' of type .{register.Type.Name()} where .{type.Name()} or a wider one stands");
        }
    }

    /// <summary>The column of a predicate, and all ones if it is negated.</summary>
    private int PredicateSource(Operand operand, out uint flip)
    {
        flip = operand.Negated ? uint.MaxValue : 0;
        if (operand.Kind == OperandKind.Integer)
        {
            return operand.Value == 0 ? RegisterLayout.False : RegisterLayout.True;
        }

        var register = operand.Kind == OperandKind.Name
            ? SourceRegister(operand with { Negated = false })
            : throw Refuse("has no predicate where one stands");
        return register.Type == ScalarType.Predicate
            ? register.Column
            : throw Refuse($"has '{operand.Name}' of type .{register.Type.Name()} where a predicate stands");
    }

    private void Emit(InstructionClass kind, delegate*<Warp, Instruction, byte*, uint, void> execute)
    {
        instruction.Class = kind;
        instruction.Execute = execute;
    }

    private static InstructionClass ClassOf(ScalarType type) => type switch
    {
        ScalarType.F32 => InstructionClass.SinglePrecision,
        ScalarType.F64 => InstructionClass.DoublePrecision,
        _ => InstructionClass.IntegerArithmetic,
    };
}
