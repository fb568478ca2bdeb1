using System.Text.Json.Serialization;
using FourA2A.Audio;
using FourA2A.Files;
using FourA2A.Newton;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// Generated serialisation of what a sweep was asked for: no reflection at run time.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(FiniteNumberConverter), typeof(WordConverter<LevellingMode>), typeof(WordConverter<HessianKind>)])]
[JsonSerializable(typeof(SweepOptions))]
internal sealed partial class SweepJsonContext : JsonSerializerContext;
