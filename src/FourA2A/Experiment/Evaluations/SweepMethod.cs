using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Sweeps;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// The fits of a sweep. Where the recordings are those that were fitted, the target is moved back by the fitted delay; on others, the
/// delay is estimated.
/// </summary>
internal sealed class SweepMethod(string name, SweepFolder folder) : RenderedMethod(name)
{
    public override bool Covers(SignalTrainPair recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return File.Exists(folder.ResultPath(recording.Setting));
    }

    protected override (CompressorParameters Parameters, AlignedTarget Target) Model(SettingRecordings recordings)
    {
        var path = folder.ResultPath(recordings.Recording.Setting);
        var fit = ResultFile.Read(path);
        ParameterLimits.Check(fit.Parameters, $"{path}: parameters.");
        if (!double.IsFinite(fit.DelaySamples) || fit.Polarity is not (1 or -1))
        {
            throw new InputException($"{path}: found a delay of {fit.DelaySamples} and a polarity of {fit.Polarity}, expected a number and 1 or -1; fit again.");
        }

        var fitted = IsSame(fit.Inputs.Dry, recordings.Inputs.Dry) && IsSame(fit.Inputs.Wet, recordings.Inputs.Wet);
        return (fit.Parameters, fitted ? AlignedTarget.At(recordings.Pair, fit.DelaySamples, fit.Polarity) : recordings.EstimatedTarget);
    }

    // Wherever the file lies now.
    private static bool IsSame(InputFileRecord one, InputFileRecord other) => one with { Path = other.Path } == other;
}
