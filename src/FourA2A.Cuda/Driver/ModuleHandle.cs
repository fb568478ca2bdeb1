namespace FourA2A.Cuda.Driver;

/// <summary>
/// A loaded module; its release waits for its kernels.
/// </summary>
internal sealed unsafe class ModuleHandle(ContextHandle context, nint module) : CudaHandle(context, module)
{
    /// <summary>Launches under way.</summary>
    public PendingUses Uses { get; } = new();

    protected override void Release()
    {
        if (Uses.Wait())
        {
            Context.Table.ModuleUnload(handle);
        }
    }
}
