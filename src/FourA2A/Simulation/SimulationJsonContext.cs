using System.Text.Json.Serialization;

namespace FourA2A.Simulation;

/// <summary>
/// Generated serialisation of what a data set says about itself.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SimulationRecord))]
internal sealed partial class SimulationJsonContext : JsonSerializerContext;
