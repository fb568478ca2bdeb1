namespace FourA2A.Cuda.Driver;

/// <summary>
/// The value of a handle, which is not released while this lives.
/// </summary>
internal readonly ref struct BorrowedHandle(CudaHandle owner, nint value)
{
    public nint Value => value;

    public void Dispose() => owner.DangerousRelease();
}
