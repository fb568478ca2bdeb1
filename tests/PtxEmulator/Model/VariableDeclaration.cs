using System.Buffers.Binary;

namespace PtxEmulator.Model;

/// <summary>A variable as declared behind its state space, or a parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Where it is declared.</param>
/// <param name="Size">Bytes; 0 if it has brackets without a number.</param>
/// <param name="Alignment">As declared, or that of its type.</param>
/// <param name="Initial">Initial bytes: zeros but for an initialiser.</param>
/// <param name="IsInitialised">Whether it has an initialiser.</param>
internal sealed record VariableDeclaration(string Name, int Line, int Size, int Alignment, byte[] Initial, bool IsInitialised)
{
    /// <summary>Reads one, up to and with its semicolon.</summary>
    public static VariableDeclaration Parse(TokenReader reader, bool isExternal)
    {
        var declaration = ParseOpen(reader, isExternal);
        reader.Expect(";");
        return declaration;
    }

    /// <summary>Reads one that ends before what is no part of it: a parameter.</summary>
    public static VariableDeclaration ParseOpen(TokenReader reader, bool isExternal)
    {
        var line = reader.Current.Line;
        int? alignment = reader.Accept(".align") ? reader.Count() : null;
        var type = reader.Type();
        if (type == ScalarType.Predicate)
        {
            throw new PtxException(line, "a predicate in memory");
        }

        var name = reader.Identifier();
        var count = 1L;
        while (reader.Accept("["))
        {
            count *= isExternal && reader.Current.Text == "]" ? 0 : reader.Count();
            reader.Expect("]");
        }

        var size = count * type.Size();
        var aligned = alignment ?? type.Size();
        if (size > int.MaxValue || (size == 0 && !isExternal) || aligned == 0 || (aligned & (aligned - 1)) != 0)
        {
            throw new PtxException(line, $"'{name}' has {size} bytes and alignment {aligned}");
        }

        var initial = new byte[size];
        var isInitialised = reader.Accept("=");
        if (isInitialised)
        {
            ParseInitialiser(reader, type, initial);
        }

        return new VariableDeclaration(name, line, (int)size, aligned, initial, isInitialised);
    }

    public SharedVariable InSharedMemory(bool isExternal) =>
        IsInitialised ? throw new PtxException(Line, $"shared variable '{Name}' has an initialiser")
        : isExternal != (Size == 0) ? throw new PtxException(Line, $"shared variable '{Name}': no size and .extern go together")
        : new SharedVariable(Size, Alignment, isExternal);

    private static void ParseInitialiser(TokenReader reader, ScalarType type, byte[] bytes)
    {
        if (!reader.Accept("{"))
        {
            Write(reader, type, bytes);
            return;
        }

        var offset = 0;
        do
        {
            if (offset == bytes.Length)
            {
                throw reader.Unexpected("no more values than elements");
            }

            Write(reader, type, bytes.AsSpan(offset, type.Size()));
            offset += type.Size();
        }
        while (reader.Accept(","));
        reader.Expect("}");
    }

    private static void Write(TokenReader reader, ScalarType type, Span<byte> destination)
    {
        var line = reader.Current.Line;
        Span<byte> bits = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bits, Immediate.Bits(reader.Number(), type, line));
        bits[..type.Size()].CopyTo(destination);
    }
}
