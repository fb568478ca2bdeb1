namespace PtxEmulator.Model;

/// <param name="Type">As declared.</param>
/// <param name="Column">Where it lies in the register file.</param>
internal readonly record struct Register(ScalarType Type, int Column);
