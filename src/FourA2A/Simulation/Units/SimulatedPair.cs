using FourA2A.Compressor;

namespace FourA2A.Simulation.Units;

/// <summary>
/// A pair of files of a data set, and the unit between them.
/// </summary>
/// <param name="DryFile">Name of the dry file within the data set.</param>
/// <param name="WetFile">Name of the wet one.</param>
/// <param name="Unit">What makes the one into the other, at rest.</param>
/// <param name="NoiseIndex">Which noise the wet file gets, of those of a seed.</param>
internal sealed record SimulatedPair(string DryFile, string WetFile, IStreamProcessor Unit, long NoiseIndex = 0);
