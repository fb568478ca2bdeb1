namespace PtxEmulator.Model;

/// <summary>Properties of scalar types.</summary>
internal static class ScalarTypes
{
    /// <summary>The type of a modifier or directive such as <c>f32</c>, without its dot.</summary>
    public static bool TryParse(string text, out ScalarType type)
    {
        type = default;
        return text == "pred" || (text.Length <= 3 && char.IsAsciiLetterLower(text[0]) && Enum.TryParse(text, ignoreCase: true, out type));
    }

    public static string Name(this ScalarType type) =>
        type == ScalarType.Predicate ? "pred" : type.ToString().ToLowerInvariant();

    /// <summary>Bytes; 0 for a predicate.</summary>
    public static int Size(this ScalarType type) => type switch
    {
        ScalarType.Predicate => 0,
        ScalarType.B8 or ScalarType.U8 or ScalarType.S8 => 1,
        ScalarType.B16 or ScalarType.U16 or ScalarType.S16 => 2,
        ScalarType.B32 or ScalarType.U32 or ScalarType.S32 or ScalarType.F32 => 4,
        _ => 8,
    };

    public static bool IsFloat(this ScalarType type) => type is ScalarType.F32 or ScalarType.F64;

    public static bool IsSigned(this ScalarType type) => type is >= ScalarType.S8 and <= ScalarType.S64;

    public static bool IsBits(this ScalarType type) => type is >= ScalarType.B8 and <= ScalarType.B64;

    /// <summary>Whether a register of the one kind may stand where an instruction has the other, size apart.</summary>
    public static bool AgreesWith(this ScalarType type, ScalarType register) =>
        type == ScalarType.Predicate || register == ScalarType.Predicate
            ? type == register
            : type.IsBits() || register.IsBits() || type.IsFloat() == register.IsFloat();
}
