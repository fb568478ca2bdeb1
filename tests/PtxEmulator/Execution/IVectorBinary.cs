using System.Runtime.Intrinsics;

namespace PtxEmulator.Execution;

/// <summary>An operation on the elements of vectors, whatever the lane.</summary>
internal interface IVectorBinary<T>
{
    static abstract Vector256<T> Apply(Vector256<T> a, Vector256<T> b);
}
