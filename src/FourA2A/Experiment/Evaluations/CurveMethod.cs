using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Curves;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// A parameter curve, interpolated at each setting; the delay is estimated from the recordings.
/// </summary>
internal sealed class CurveMethod(string name, ParameterCurve curve) : RenderedMethod(name)
{
    public override bool Covers(SignalTrainPair recording)
        => curve.Modes.TryGetValue(recording.Mode, out var points)
            && points.Length > 0
            && recording.PeakReduction >= points[0].PeakReduction
            && recording.PeakReduction <= points[^1].PeakReduction;

    protected override (CompressorParameters Parameters, AlignedTarget Target) Model(SettingRecordings recordings)
        => (curve.At(recordings.Recording.Setting), recordings.EstimatedTarget);
}
