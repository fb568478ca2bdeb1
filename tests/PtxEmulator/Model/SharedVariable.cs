namespace PtxEmulator.Model;

/// <summary>A variable in shared memory, declared in a module or a kernel.</summary>
/// <param name="Size">Bytes; 0 if the launch says it (<c>.extern .shared</c>).</param>
/// <param name="Alignment">Bytes.</param>
/// <param name="IsDynamic">Whether the launch says its size.</param>
internal sealed record SharedVariable(int Size, int Alignment, bool IsDynamic);
