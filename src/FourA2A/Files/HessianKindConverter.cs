using System.Text.Json;
using System.Text.Json.Serialization;
using FourA2A.Newton;

namespace FourA2A.Files;

/// <summary>
/// Writes a <see cref="HessianKind"/> as its word, and reads any of <see cref="HessianKinds.Words"/>.
/// </summary>
internal sealed class HessianKindConverter : JsonConverter<HessianKind>
{
    public override HessianKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var word = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        foreach (var (known, kind) in HessianKinds.Words)
        {
            if (known == word)
            {
                return kind;
            }
        }

        throw new JsonException($"Expected one of {string.Join(", ", HessianKinds.Words.Select(pair => pair.Word))}.");
    }

    public override void Write(Utf8JsonWriter writer, HessianKind value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.Word());
}
