using FourA2A.Compressor;
using FourA2A.Objective;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// The compressor as the kernels take it: levels as log2, the make-up as a factor.
/// </summary>
internal readonly record struct KernelSettings(float Threshold, float Slope, float Attack, float Release, float MakeUp)
{
    /// <exception cref="EngineException">A setting is no finite number: a card's minimum and maximum would pass over it in silence.</exception>
    public static KernelSettings Of(CoreParameters parameters)
    {
        var smoother = parameters.SingleSmoother;
        var settings = new KernelSettings(
            (float)(parameters.ThresholdDb * Math.Log2(10) / 20),
            (float)parameters.Slope,
            Coefficient(smoother.Attack),
            Coefficient(smoother.Release),
            (float)Math.Exp(ModelConstants.NepersPerDecibel * parameters.MakeUpDb));
        return float.IsFinite(settings.Threshold + settings.Slope + settings.Attack + settings.Release + settings.MakeUp)
            ? settings
            : throw new EngineException($"Found settings beyond single precision, expected finite numbers: {parameters}; compute on the CPU.");
    }

    // The kernels divide by 1 - a, and times that are allowed round to a = 1.
    private static float Coefficient(double a) => MathF.Min((float)a, MathF.BitDecrement(1));
}
