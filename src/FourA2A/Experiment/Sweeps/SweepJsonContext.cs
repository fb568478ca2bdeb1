using System.Text.Json.Serialization;
using FourA2A.Audio;
using FourA2A.Files;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// Generated serialisation of what a sweep was asked for: no reflection at run time.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [typeof(FiniteNumberConverter), typeof(WordConverter<LevellingMode>), typeof(HessianKindConverter)])]
[JsonSerializable(typeof(SweepOptions))]
internal sealed partial class SweepJsonContext : JsonSerializerContext;
