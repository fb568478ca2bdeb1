namespace FourA2A.Experiment;

/// <summary>
/// Names of the models on the command line and in the field <c>model</c> of a file.
/// </summary>
public static class ModelNames
{
    /// <summary>The feed-forward compressor with a branching one-pole, <see cref="Compressor.CompressorParameters"/>.</summary>
    public const string OnePole = "one-pole";

    /// <summary>The compressor of moving averages by passage, <see cref="ApproximateBallistics.ApproximateParameters"/>.</summary>
    public const string ApproximateBallistics = "approximate-ballistics";
}
