using System.Runtime.InteropServices;

namespace FourA2A.Cuda.Driver;

/// <summary>
/// Something that lives in a context. It keeps the context retained, and is released with the context current, on
/// whatever thread that happens.
/// </summary>
internal abstract unsafe class CudaHandle : SafeHandle
{
    private volatile bool isDisposed;

    protected CudaHandle(ContextHandle context, nint value)
        : base(0, ownsHandle: true)
    {
        var retained = false;
        context.DangerousAddRef(ref retained);
        Context = context;
        SetHandle(value);
    }

    public ContextHandle Context { get; }

    public sealed override bool IsInvalid => handle == 0;

    /// <summary>Keeps the handle from being released until what is returned has been disposed of.</summary>
    /// <exception cref="ObjectDisposedException">The handle has been disposed of.</exception>
    public BorrowedHandle Borrow() => Borrow(Context);

    /// <summary>The same for a call in a context, which must be the handle's.</summary>
    /// <exception cref="ArgumentException">The handle is of another context.</exception>
    /// <exception cref="ObjectDisposedException">The handle has been disposed of.</exception>
    public BorrowedHandle Borrow(ContextHandle context)
    {
        if (Context != context)
        {
            throw new ArgumentException($"Found a {GetType().Name} of another CUDA context, expected one of the context of the call.", nameof(context));
        }

        ObjectDisposedException.ThrowIf(isDisposed, this);
        var retained = false;
        DangerousAddRef(ref retained);
        return new BorrowedHandle(this, handle);
    }

    /// <summary>Releases the handle; the context is current. Must not throw: what fails is ignored.</summary>
    protected abstract void Release();

    protected override void Dispose(bool disposing)
    {
        isDisposed = true;
        base.Dispose(disposing);
    }

    protected sealed override bool ReleaseHandle()
    {
        if (Context.TryPush())
        {
            Release();

            // Gives back what the constructor retained, too.
            Context.Leave();
        }
        else
        {
            Context.DangerousRelease();
        }

        return true;
    }
}
