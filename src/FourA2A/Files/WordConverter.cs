using System.Text.Json;
using System.Text.Json.Serialization;

namespace FourA2A.Files;

/// <summary>
/// Writes the members of an enumeration as words, <c>gauss-newton</c>.
/// </summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
