using FourA2A.Compressor;
using FourA2A.Metrics;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// A method that knows the compressor's settings: the dry file is rendered while it is compared, and not stored.
/// </summary>
internal abstract class RenderedMethod(string name) : EvaluationMethod(name)
{
    internal sealed override MethodScore Score(SettingRecordings recordings)
    {
        var (parameters, target) = Model(recordings);
        recordings.NoteFindings(target);
        var dry = target.Pair.Dry;
        var scores = Scores.OfRendered(parameters, dry, target.Target, target.Recorded);
        return new MethodScore(
            Name,
            recordings.Recording.Setting,
            scores.Esr,
            scores.EsrUnaligned,
            scores.LoudnessDynamicRangeDifferenceDb,
            SettingRecordings.Loudness(dry.SampleRate, () => IntegratedLoudness.OfRenderedLufs(parameters, dry)),
            recordings.TargetLoudnessLufs(target));
    }

    /// <summary>The settings of the compressor, and how the target lies to the dry file.</summary>
    protected abstract (CompressorParameters Parameters, AlignedTarget Target) Model(SettingRecordings recordings);
}
