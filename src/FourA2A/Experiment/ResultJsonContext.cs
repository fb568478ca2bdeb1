using System.Text.Json.Serialization;
using FourA2A.Files;

namespace FourA2A.Experiment;

/// <summary>
/// Generated serialisation of a result: no reflection at run time.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(FitResultRecord))]
[JsonSerializable(typeof(UnfinishedFitRecord))]
internal sealed partial class ResultJsonContext : JsonSerializerContext;
