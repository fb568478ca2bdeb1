using System.Text.Json.Serialization;
using FourA2A.Files;

namespace FourA2A.Cli.Output;

/// <summary>
/// Generated serialisation of what verbs write for programs.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(CheckRecord))]
[JsonSerializable(typeof(DevicesRecord))]
[JsonSerializable(typeof(EvaluationRecord))]
internal sealed partial class CliJsonContext : JsonSerializerContext;
