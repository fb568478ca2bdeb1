namespace FourA2A.Engines.Simd;

/// <summary>
/// How a block stands to the loss; a type, so that each case is compiled on its own.
/// </summary>
internal interface IWeighting
{
    /// <summary>Some sample of the block is in the loss.</summary>
    static abstract bool InLoss { get; }

    /// <summary>Some sample or lane of the block is not.</summary>
    static abstract bool Weighted { get; }

    /// <summary>Every sample of every lane is in the loss.</summary>
    public readonly struct Whole : IWeighting
    {
        public static bool InLoss => true;

        public static bool Weighted => false;
    }

    /// <summary>Weights of 0 and 1 stand in the workspace.</summary>
    public readonly struct Partial : IWeighting
    {
        public static bool InLoss => true;

        public static bool Weighted => true;
    }

    /// <summary>Warm-up.</summary>
    public readonly struct None : IWeighting
    {
        public static bool InLoss => false;

        public static bool Weighted => false;
    }
}
