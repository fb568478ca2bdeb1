namespace PtxEmulator.Model;

/// <summary>A parameter of an entry point, where it lies among the parameter bytes.</summary>
public sealed record Parameter(string Name, int Offset, int Size, int Alignment);
