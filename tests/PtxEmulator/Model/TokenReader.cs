using System.Globalization;

namespace PtxEmulator.Model;

/// <summary>Reads tokens one after the other, with the grammar that declarations and instructions share.</summary>
internal sealed class TokenReader(string ptx)
{
    private readonly List<Token> tokens = new Lexer(ptx).Tokens();
    private int at;

    public Token Current => tokens[at];

    public bool AtEnd => Current.Kind == TokenKind.End;

    public Token Next() => AtEnd ? throw Unexpected("more") : tokens[at++];

    public bool Accept(string text)
    {
        if (Current.Kind is TokenKind.Quoted or TokenKind.End || Current.Text != text)
        {
            return false;
        }

        at++;
        return true;
    }

    public void Expect(string text)
    {
        if (!Accept(text))
        {
            throw Unexpected($"'{text}'");
        }
    }

    public string Identifier() => Current.Kind == TokenKind.Identifier ? Next().Text : throw Unexpected("a name");

    public PtxException Unexpected(string expected) => new(Current.Line, $"found '{Current.Text}', expected {expected}");

    /// <summary>Whether a label stands here.</summary>
    public bool AtLabel() => Current.Kind == TokenKind.Identifier && tokens[at + 1].Text == ":";

    public void SkipLine()
    {
        for (var line = Current.Line; !AtEnd && Current.Line == line;)
        {
            at++;
        }
    }

    public void SkipTo(string text)
    {
        while (Next().Text != text)
        {
        }
    }

    /// <summary>A scalar type such as <c>.b32</c>.</summary>
    public ScalarType Type()
    {
        if (Current.Kind != TokenKind.Directive || !ScalarTypes.TryParse(Current.Text[1..], out var type))
        {
            throw Unexpected("a scalar type");
        }

        at++;
        return type;
    }

    /// <summary>An integer that is not negative.</summary>
    public int Count()
    {
        var operand = Current.Kind == TokenKind.Number ? Number() : throw Unexpected("a number");
        return operand.Kind == OperandKind.Integer && operand.Value <= int.MaxValue
            ? (int)operand.Value
            : throw new PtxException(tokens[at - 1].Line, $"{tokens[at - 1].Text} is no size");
    }

    /// <summary>A number, with its sign.</summary>
    public Operand Number()
    {
        var negative = Accept("-");
        if (Current.Kind != TokenKind.Number)
        {
            throw Unexpected("a number");
        }

        var token = Next();
        var operand = Literal(token) ?? throw new PtxException(token.Line, $"malformed number '{token.Text}'");
        return !negative ? operand
            : operand.Kind == OperandKind.Integer ? operand with { Value = -operand.Value }
            : operand.Kind == OperandKind.Double
                ? operand with { Value = BitConverter.DoubleToUInt64Bits(-BitConverter.UInt64BitsToDouble((ulong)operand.Value)) }
            : throw new PtxException(token.Line, $"a sign before '{token.Text}'");
    }

    /// <summary>An instruction, up to its semicolon.</summary>
    public Statement Statement()
    {
        var start = Current;
        Operand? guard = null;
        if (Accept("@"))
        {
            var negated = Accept("!");
            guard = new Operand(OperandKind.Name) { Name = Identifier(), Negated = negated };
        }

        var opcode = Identifier();
        var operands = new List<Operand>();
        if (Current.Text != ";")
        {
            do
            {
                operands.Add(Operand());
            }
            while (Accept(","));
        }

        var end = Current.Start + 1;
        Expect(";");
        var text = string.Join(' ', ptx[start.Start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new Statement(start.Line, text, guard, opcode, operands);
    }

    private static Operand? Literal(Token token)
    {
        var text = token.Text;
        var prefix = text.Length > 2 ? text[..2].ToLowerInvariant() : "";
        if (prefix is "0f" or "0d")
        {
            var isSingle = prefix == "0f";
            return text.Length == (isSingle ? 10 : 18) && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, null, out var bits)
                ? new Operand(isSingle ? OperandKind.Single : OperandKind.Double) { Value = bits }
                : null;
        }

        if (prefix != "0x" && text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
        {
            return double.TryParse(text, NumberStyles.Float, null, out var real)
                ? new Operand(OperandKind.Double) { Value = BitConverter.DoubleToUInt64Bits(real) }
                : null;
        }

        var digits = text.AsSpan().TrimEnd('U');
        ulong value;
        var parsed = prefix switch
        {
            "0x" => ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, null, out value),
            "0b" => ulong.TryParse(digits[2..], NumberStyles.AllowBinarySpecifier, null, out value),
            _ => ulong.TryParse(digits, NumberStyles.None, null, out value),
        };
        return parsed && (digits.Length == 1 || digits[0] != '0' || prefix is "0x" or "0b")
            ? new Operand(OperandKind.Integer) { Value = value }
            : null;
    }

    private Operand Operand()
    {
        if (Accept("{"))
        {
            var elements = new List<Operand>();
            do
            {
                elements.Add(Operand());
            }
            while (Accept(","));
            Expect("}");
            return new Operand(OperandKind.Vector) { Elements = elements };
        }

        if (Accept("["))
        {
            var address = Current.Kind == TokenKind.Identifier ? WithOffset() : Number();
            Expect("]");
            return address.Kind is OperandKind.Name or OperandKind.Integer
                ? address with { Kind = OperandKind.Address }
                : throw Unexpected("an address");
        }

        if (Accept("!"))
        {
            return new Operand(OperandKind.Name) { Name = Identifier(), Negated = true };
        }

        if (Current.Kind != TokenKind.Identifier)
        {
            return Number();
        }

        var operand = WithOffset();
        return Accept("|") ? operand with { Kind = OperandKind.Pair, Second = Identifier() } : operand;
    }

    private Operand WithOffset()
    {
        var name = Identifier();
        var offset = Accept("+") || Current.Text == "-" ? Number() : new Operand(OperandKind.Integer);
        return offset.Kind == OperandKind.Integer
            ? new Operand(OperandKind.Name) { Name = name, Value = offset.Value }
            : throw Unexpected("an integer offset");
    }
}
