namespace FourA2A.Cuda.Driver;

/// <summary>
/// A stream; its release waits for its work.
/// </summary>
internal sealed class StreamHandle : CudaHandle
{
    public StreamHandle(ContextHandle context, nint stream)
        : base(context, stream)
    {
        Work = new StreamWork(context, stream);
        context.Add(Work);
    }

    public StreamWork Work { get; }

    protected override void Release() => Work.Destroy();
}
