using System.Text.Json.Serialization;
using FourA2A.Simulation.Units;

namespace FourA2A.Simulation;

/// <summary>
/// Generated serialisation of what a data set says about itself.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SimulationRecord))]
[JsonSerializable(typeof(AmplifierRecord))]
[JsonSerializable(typeof(CompressorRecord))]
internal sealed partial class SimulationJsonContext : JsonSerializerContext;
