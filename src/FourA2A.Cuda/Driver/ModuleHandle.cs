namespace FourA2A.Cuda.Driver;

/// <summary>
/// A loaded module.
/// </summary>
internal sealed unsafe class ModuleHandle(ContextHandle context, nint module) : CudaHandle(context, module)
{
    protected override void Release() => Context.Table.ModuleUnload(handle);
}
