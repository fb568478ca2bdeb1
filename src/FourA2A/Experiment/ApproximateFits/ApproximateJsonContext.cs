using System.Text.Json.Serialization;
using FourA2A.ApproximateBallistics.Fitting;
using FourA2A.Files;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// Generated serialisation of a result and of the state of a fit: no reflection at run time.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(FiniteNumberConverter), typeof(WordConverter<DescentEnd>)])]
[JsonSerializable(typeof(ApproximateResultRecord))]
[JsonSerializable(typeof(ApproximateProgressRecord))]
internal sealed partial class ApproximateJsonContext : JsonSerializerContext;
