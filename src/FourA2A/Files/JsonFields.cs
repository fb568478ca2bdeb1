using System.Text.Json;

namespace FourA2A.Files;

/// <summary>
/// Reads fields of a JSON document; every complaint names the file, the field, what was found and what was expected.
/// </summary>
/// <param name="file">Path for messages.</param>
/// <param name="element">An object.</param>
/// <param name="prefix">Path of the object within the document, with a dot at its end, or empty.</param>
internal readonly struct JsonFields(string file, JsonElement element, string prefix = "")
{
    /// <summary>A nested object.</summary>
    /// <exception cref="InputException">Missing or of another kind.</exception>
    public JsonFields Object(string name)
        => new(file, Field(name, JsonValueKind.Object, "an object"), $"{prefix}{name}.");

    /// <summary>A number that a double can hold.</summary>
    /// <exception cref="InputException">Missing, of another kind or too large.</exception>
    public double Number(string name)
    {
        var field = Field(name, JsonValueKind.Number, "a number");
        return field.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : throw Unexpected(name, field.GetRawText(), "a number in the range of double precision");
    }

    /// <summary>A text, or another where the field is missing.</summary>
    /// <exception cref="InputException">Of another kind.</exception>
    public string Text(string name, string otherwise)
        => element.TryGetProperty(name, out _) ? Field(name, JsonValueKind.String, "a text in quotes").GetString()! : otherwise;

    /// <summary>Requires a whole number of a given value.</summary>
    /// <exception cref="InputException">Missing, of another kind or another number.</exception>
    public void Require(string name, int expected)
    {
        var field = Field(name, JsonValueKind.Number, "a number");
        if (!field.TryGetInt32(out var value) || value != expected)
        {
            throw Unexpected(name, field.GetRawText(), $"{expected}, the only one that this program knows");
        }
    }

    private JsonElement Field(string name, JsonValueKind kind, string expected)
    {
        if (!element.TryGetProperty(name, out var field))
        {
            throw Unexpected(name, "nothing", expected);
        }

        return field.ValueKind == kind ? field : throw Unexpected(name, Describe(field), expected);
    }

    private InputException Unexpected(string name, string found, string expected)
        => new($"{file}: {prefix}{name}: found {found}, expected {expected}; correct the file.");

    private static string Describe(JsonElement field) => field.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text in quotes",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => field.ValueKind == JsonValueKind.True ? "true" : "false",
    };
}
