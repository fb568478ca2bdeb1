namespace FourA2A.Cuda.Driver;

/// <summary>
/// Keeps the arrays among a kernel's arguments from being freed while it is launched.
/// </summary>
internal readonly ref struct BorrowedArguments
{
    private readonly ReadOnlySpan<KernelArgument> arguments;

    /// <exception cref="ArgumentException">An array is of another context.</exception>
    /// <exception cref="ObjectDisposedException">An array has been disposed of.</exception>
    public BorrowedArguments(ReadOnlySpan<KernelArgument> arguments, ContextHandle context)
    {
        var n = 0;
        try
        {
            for (; n < arguments.Length; n++)
            {
                // Given back in Dispose.
                if (arguments[n].Memory is { } memory)
                {
                    _ = memory.Borrow(context);
                }
            }
        }
        catch
        {
            this.arguments = arguments[..n];
            Dispose();
            throw;
        }

        this.arguments = arguments;
    }

    public void Dispose()
    {
        foreach (var argument in arguments)
        {
            argument.Memory?.DangerousRelease();
        }
    }
}
