namespace FourA2A.Cuda.Driver;

/// <summary>
/// While it lives, its context is current on this thread and stays retained.
/// </summary>
internal readonly ref struct ContextScope(ContextHandle context)
{
    public void Dispose() => context.Leave();
}
