using System.Runtime.CompilerServices;

namespace FourA2A.Bench.Rows;

/// <summary>
/// Where the stack starts differs from process to process, and a kernel that keeps vectors there was seen to take 6 % longer where it starts 16 bytes beside a
/// multiple of 32. Calling from either place in turn makes that a part of every run, not a difference between two.
/// </summary>
internal static class StackShift
{
    private const int Step = 16;

    /// <summary>Calls from a place on the stack that depends on the round.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Call<T>(int round, Func<T> function)
    {
        Span<byte> shift = stackalloc byte[Step * (1 + (round % 2))];
        Touch(shift);
        return function();
    }

    // Or the compiler would leave it out.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Touch(Span<byte> shift) => shift[0] = 1;
}
