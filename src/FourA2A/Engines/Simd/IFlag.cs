namespace FourA2A.Engines.Simd;

/// <summary>
/// A yes or no that the JIT compiles away.
/// </summary>
internal interface IFlag
{
    static abstract bool IsSet { get; }

    public readonly struct Yes : IFlag
    {
        public static bool IsSet => true;
    }

    public readonly struct No : IFlag
    {
        public static bool IsSet => false;
    }
}
