using System.Text.Json.Serialization;
using FourA2A.Files;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// Generated serialisation of a comparison: no reflection at run time.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [typeof(FiniteNumberConverter), typeof(HessianKindConverter)])]
[JsonSerializable(typeof(ComparisonOptions))]
[JsonSerializable(typeof(ComparisonRecord))]
internal sealed partial class ComparisonJsonContext : JsonSerializerContext;
