namespace PtxEmulator.Model;

/// <summary>A module-scope variable in <c>.global</c> or <c>.const</c> space.</summary>
/// <param name="Name">Its symbol.</param>
/// <param name="IsConstant">True in <c>.const</c>: kernels cannot write it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Alignment">Bytes, a power of two.</param>
/// <param name="InitialBytes"><paramref name="Size"/> bytes: a variable without an initialiser starts at zero, as PTX has it.</param>
public sealed record ModuleVariable(string Name, bool IsConstant, int Size, int Alignment, ReadOnlyMemory<byte> InitialBytes);
