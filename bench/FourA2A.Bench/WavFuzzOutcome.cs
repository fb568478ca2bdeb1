namespace FourA2A.Bench;

/// <summary>
/// What came of one file.
/// </summary>
/// <param name="Kind"><c>read</c>, <c>read, cut short</c>, or what the reader found wrong.</param>
/// <param name="AllocatedBytes">Managed memory that was allocated on the way.</param>
/// <param name="Milliseconds">Time it took.</param>
internal readonly record struct WavFuzzOutcome(string Kind, long AllocatedBytes, double Milliseconds);
