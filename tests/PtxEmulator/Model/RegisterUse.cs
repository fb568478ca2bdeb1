namespace PtxEmulator.Model;

/// <summary>Registers that an instruction reads and writes: their names, for reports, and columns.</summary>
internal sealed record RegisterUse(List<(string Name, int Column)> Reads, List<int> Writes);
