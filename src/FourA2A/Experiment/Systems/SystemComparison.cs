using FourA2A.ApproximateBallistics.Spectra;
using FourA2A.Compressor;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Files;
using FourA2A.Metrics;
using FourA2A.Objective;
using FourA2A.Reporting.Comparisons;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// Fits both systems to one pair, in steps whose results stay in the folder: <see cref="FitOnePole"/>, <see cref="FitApproximate"/>, <see cref="Measure"/>.
/// A step that is there already is read back instead.
/// </summary>
/// <remarks>
/// The one-pole fit refines the delay; approximate ballistics is fitted at the delay that it found, so that both are measured against the same
/// target.
/// </remarks>
/// <param name="store">The folder.</param>
/// <param name="files">The recordings; they stay open until the last step, and are not closed here.</param>
/// <param name="options">What was asked for.</param>
public sealed class SystemComparison(ComparisonStore store, PairFiles files, ComparisonOptions options)
{
    /// <summary>
    /// The one-pole model by Newton's method, if <see cref="ComparisonFolder.Has"/> says that it is not there yet.
    /// </summary>
    /// <param name="pair">The recordings, loaded with the delay of the options.</param>
    /// <param name="engine">Computes the loss and its derivatives.</param>
    /// <param name="progress">Told each step.</param>
    /// <param name="cancellation">Cancels between two steps.</param>
    /// <inheritdoc cref="PairFit.Fit" path="/exception"/>
    public FitResultRecord FitOnePole(PairFit pair, IEngine engine, IProgress<FitRecord>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var asked = new FitOptions { Ranges = options.OnePoleRanges, Hessian = options.Hessian, Progress = progress, Cancellation = cancellation };
        var fit = pair.Fit(engine, asked);
        Directory.CreateDirectory(store.Folder.SystemPath(ModelNames.OnePole));
        ResultFile.WriteNew(store.Folder.ResultPath(ModelNames.OnePole), pair.Measure(fit, asked));
        pair.EndFits();
        return ReadOnePole();
    }

    /// <summary>
    /// The one-pole fit that is there.
    /// </summary>
    /// <inheritdoc cref="ResultFile.Read" path="/exception"/>
    public FitResultRecord ReadOnePole() => ResultFile.Read(store.Folder.ResultPath(ModelNames.OnePole));

    /// <summary>
    /// Approximate ballistics by Adam, from where an interrupted run was.
    /// </summary>
    /// <param name="onePole">The one-pole fit, for its delay.</param>
    /// <param name="finding">Told what a user should know before the first step.</param>
    /// <param name="progress">Told each iteration.</param>
    /// <param name="cancellation">Cancels between two iterations.</param>
    /// <inheritdoc cref="ApproximatePairFit.Fit" path="/exception"/>
    public ApproximateResultRecord FitApproximate(
        FitResultRecord onePole, Action<string>? finding = null, IProgress<ApproximateFitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(onePole);
        var path = store.Folder.ResultPath(ModelNames.ApproximateBallistics);
        var progressPath = Path.Combine(store.Folder.SystemPath(ModelNames.ApproximateBallistics), ApproximateFitOptions.ProgressFileName);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(store.Folder.SystemPath(ModelNames.ApproximateBallistics));
            var asked = new ApproximateFitOptions
            {
                Ranges = options.ApproximateRanges,
                MaximumIterations = options.MaximumIterations,
                Patience = options.Patience,
                Seconds = options.ExcerptSeconds,
                ProgressPath = progressPath,
                Finding = finding,
                Progress = progress,
                Cancellation = cancellation,
            };
            var aligned = ApproximatePairFit.Load(files, onePole.DelaySamples);
            ApproximateResultFile.WriteNew(path, aligned.Measure(aligned.Fit(asked), asked));
        }

        File.Delete(progressPath);
        return ApproximateResultFile.Read(path);
    }

    /// <summary>
    /// Measures both alike over the whole file, and writes tables, curves, page and, last, the record.
    /// </summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public ComparisonRecord Measure(FitResultRecord onePole, ApproximateResultRecord approximate)
    {
        ArgumentNullException.ThrowIfNull(onePole);
        ArgumentNullException.ThrowIfNull(approximate);
        var aligned = files.Pair.WithLag((long)Math.Round(onePole.DelaySamples));
        var target = aligned.AlignedWet(onePole.DelaySamples, onePole.Polarity);
        var attack = AttackWindows.Find(aligned.Dry, approximate.Parameters);
        var loudness = LoudnessCurve.Measure(target);
        var (onePoleOutput, approximateOutput) = (new RenderedSignal(aligned.Dry, onePole.Parameters), new RenderedSignal(aligned.Dry, approximate.Parameters));
        var record = new ComparisonRecord
        {
            ProgramVersion = FitRecords.ProgramVersion,
            Inputs = onePole.Inputs,
            SampleRate = aligned.SampleRate,
            SampleCount = aligned.SampleCount,
            Polarity = onePole.Polarity,
            AttackShare = attack.Select(isAttack => isAttack ? 1.0 : 0).DefaultIfEmpty().Average(),
            Systems = [Row(onePole, ModelSettings.Of(onePole.Parameters), onePoleOutput), Row(approximate, ModelSettings.Of(approximate.Parameters), approximateOutput)],
        };
        var curves = ComparisonCurves.Measure(
            aligned.Dry, target, [(ModelNames.OnePole, onePoleOutput), (ModelNames.ApproximateBallistics, approximateOutput)], attack);
        curves.Replace(store.Folder.CurvesPath);
        ComparisonTable.Of(record.Systems).Replace(store.Folder.TablePath);
        ComparisonReport.Write(new ComparisonData(record, onePole, approximate, curves), store.Folder.ReportPath);
        JsonFile.WriteNew(store.Folder.RecordPath, record, ComparisonJsonContext.Default.ComparisonRecord);
        return record;

        SystemRow Row(ResultRecord fit, ModelSettings settings, RenderedSignal output)
        {
            var curve = LoudnessCurve.Measure(output);
            return new()
            {
                Model = fit.Model,
                Settings = settings,
                DelaySamples = fit.DelaySamples,
                Esr = fit.Esr,
                LoudnessDynamicRangeDifferenceDb = fit.LoudnessDynamicRangeDifferenceDb,
                SpectrogramLoss = SpectrogramLoss.Between(output, target),
                Loudness = ResidualStatistics.Of(LoudnessResidual.Between(curve, loudness)),
                LoudnessOutsideAttack = ResidualStatistics.Of(LoudnessResidual.Between(curve, loudness, seconds => !attack[(int)(seconds / LoudnessCurve.WindowSeconds)])),
                Seconds = fit.Times.Load + fit.Times.Fit,
                Iterations = fit.Iterations,
                Status = fit.Status,
                StatusReason = fit.StatusReason,
                Undetermined = fit.NotIdentifiable,
            };
        }
    }
}
