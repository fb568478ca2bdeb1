using System.Text.Json.Serialization;
using FourA2A.Files;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// Generated serialisation of a curve: no reflection at run time. What a curve cannot do without must be there, and once.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(CurveRecord))]
internal sealed partial class CurveJsonContext : JsonSerializerContext;
