using System.Collections.Immutable;

namespace FourA2A.Experiment;

/// <summary>
/// A square matrix over named coordinates.
/// </summary>
/// <param name="Names">Names of the n coordinates.</param>
/// <param name="Rows">n rows of n entries; NaN, written as null, where an entry is not identifiable.</param>
public sealed record NamedMatrix(ImmutableArray<string> Names, ImmutableArray<ImmutableArray<double>> Rows);
