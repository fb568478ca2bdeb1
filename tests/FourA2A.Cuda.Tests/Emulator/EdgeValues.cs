using System.Numerics;

namespace FourA2A.Cuda.Tests.Emulator;

/// <summary>Values of a type at which operations go wrong.</summary>
internal static class EdgeValues
{
    private static readonly double[] Reals =
    [
        0, -0d, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, 1 + 1e-7, 3, 127.5, 255.5, -128.5, 65535.5, 16777217, 2147483647, -2147483649,
        4294967295, 9.3e18, -9.3e18, 1.9e19, 1e30, -1e-30, 1e-45, -1e-40, 1.1754943508222875e-38, 3.4028234663852886e38,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    public static T[] Of<T>() => typeof(T).Name switch
    {
        nameof(Boolean) => [.. new[] { false, true }.Cast<T>()],
        nameof(Single) => [.. Reals.Select(x => (float)x).Cast<T>()],
        nameof(Double) => [.. Reals.Concat([double.Epsilon, -1e-310, double.MaxValue, 1 + 2e-16, 4503599627370497.5]).Cast<T>()],
        nameof(Byte) => [.. Integers<byte>().Cast<T>()],
        nameof(SByte) => [.. Integers<sbyte>().Cast<T>()],
        nameof(UInt16) => [.. Integers<ushort>().Cast<T>()],
        nameof(Int16) => [.. Integers<short>().Cast<T>()],
        nameof(UInt32) => [.. Integers<uint>().Cast<T>()],
        nameof(Int32) => [.. Integers<int>().Cast<T>()],
        nameof(UInt64) => [.. Integers<ulong>().Cast<T>()],
        nameof(Int64) => [.. Integers<long>().Cast<T>()],
        _ => throw new NotSupportedException($"No values of {typeof(T)}."),
    };

    private static T[] Integers<T>()
        where T : IBinaryInteger<T>, IMinMaxValue<T> =>
    [
        .. new[]
        {
            T.Zero, T.One, -T.One, T.MinValue, T.MaxValue, T.MinValue + T.One, T.MaxValue - T.One,
        }.Concat(
            new long[] { 2, 3, 7, 10, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, -2, -7, 0x55aa, 0x12345678, 0x0f0f3355, 0x123456789abcdef, 0x7_0000_0001 }
                .Select(T.CreateTruncating)).Distinct(),
    ];
}
