namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>Which way a recursion runs.</summary>
public enum ScanDirection
{
    /// <summary><c>y[n] = A[n] y[n-1] + b[n]</c>, <c>y[-1] = 0</c>.</summary>
    Forward,

    /// <summary><c>y[n] = A[n] y[n+1] + b[n]</c>, <c>y[N] = 0</c>.</summary>
    Reversed,
}
