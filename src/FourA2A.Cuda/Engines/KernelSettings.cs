using FourA2A.Compressor;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// The compressor as the kernels take it: levels as log2, the make-up as a factor.
/// </summary>
internal readonly record struct KernelSettings(float Threshold, float Slope, float Attack, float Release, float MakeUp)
{
    public static KernelSettings Of(CoreParameters parameters)
    {
        var smoother = parameters.SingleSmoother;
        return new(
            (float)(parameters.ThresholdDb * Math.Log2(10) / 20),
            (float)parameters.Slope,
            (float)smoother.Attack,
            (float)smoother.Release,
            (float)Math.Exp(ModelConstants.NepersPerDecibel * parameters.MakeUpDb));
    }
}
