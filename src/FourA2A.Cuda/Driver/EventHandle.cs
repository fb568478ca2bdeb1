namespace FourA2A.Cuda.Driver;

/// <summary>
/// An event.
/// </summary>
internal sealed unsafe class EventHandle(ContextHandle context, nint value) : CudaHandle(context, value)
{
    protected override void Release() => Context.Table.EventDestroy(handle);
}
