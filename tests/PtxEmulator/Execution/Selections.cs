using System.Numerics;

namespace PtxEmulator.Execution;

/// <summary>Choices and tests of a lane's values.</summary>
internal static class Selections
{
    /// <summary>a where c >= 0, else b: so where c is NaN.</summary>
    public readonly struct BySign<T, TTest> : IMap<T, T, TTest, T>
        where TTest : INumber<TTest>
    {
        public static T Apply(T a, T b, TTest c) => c >= TTest.Zero ? a : b;
    }

    public readonly struct IsFinite<T> : IMap<T, bool>
        where T : INumberBase<T>
    {
        public static bool Apply(T a) => T.IsFinite(a);
    }

    public readonly struct IsInfinite<T> : IMap<T, bool>
        where T : INumberBase<T>
    {
        public static bool Apply(T a) => T.IsInfinity(a);
    }

    public readonly struct IsNumber<T> : IMap<T, bool>
        where T : INumberBase<T>
    {
        public static bool Apply(T a) => !T.IsNaN(a);
    }

    public readonly struct IsNotANumber<T> : IMap<T, bool>
        where T : INumberBase<T>
    {
        public static bool Apply(T a) => T.IsNaN(a);
    }

    public readonly struct IsNormal<T> : IMap<T, bool>
        where T : INumberBase<T>
    {
        public static bool Apply(T a) => T.IsNormal(a);
    }

    public readonly struct IsSubnormal<T> : IMap<T, bool>
        where T : INumberBase<T>
    {
        public static bool Apply(T a) => T.IsSubnormal(a);
    }
}
