using System.Collections.Immutable;
using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Spectra;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Experiment.Systems;
using FourA2A.Files;
using FourA2A.Metrics;
using FourA2A.Simulation;

namespace FourA2A.Bench.Tasks;

/// <summary>
/// A task with both fits, and what tables and plots say of them.
/// </summary>
internal sealed class TaskOutcome
{
    // After three time constants a one-pole is at 95 %.
    private const double UnitAttacks = 3;

    private readonly BenchTask task;
    private readonly ArraySignal target;
    private readonly SpectrogramLoss loss;
    private readonly TaskFit[] fits;
    private readonly ArraySignal[] estimates;
    private readonly ImmutableArray<bool> attack;
    private readonly string progressPath;

    private TaskOutcome(BenchTask task, TaskFit adam, TaskFit newton, string progressPath)
    {
        (this.task, fits, target, this.progressPath) = (task, [adam, newton], task.Unit.Render(task.Dry), progressPath);
        loss = new SpectrogramLoss(target.Samples, target.SampleRate);
        estimates = Array.ConvertAll(fits, fit => fit.Compressor.Render(task.Dry));
        attack = AttackWindows.Find(task.Dry, (ApproximateParameters)adam.Compressor);
    }

    /// <summary>Both systems, in the order of tables and plots.</summary>
    public static ImmutableArray<string> Models { get; } = [ModelNames.ApproximateBallistics, ModelNames.OnePole];

    /// <summary>Columns of <see cref="Settings"/>.</summary>
    public static string[] SettingsColumns { get; } =
        ["task", "settings", "threshold dB", "ratio", "make-up dB", "knee dB", "attack ms", "release ms", "smoothing ms"];

    /// <summary>Columns of <see cref="Quality"/>.</summary>
    public static string[] QualityColumns { get; } =
    [
        "task", "system", "ESR %", "dLDR dB", "spectrogram loss",
        "loudness mean dB", "loudness 95 % dB", "loudness largest dB",
        "outside attack mean dB", "outside attack 95 % dB", "outside attack largest dB",
        "iterations", "seconds", "seconds to best", "status", "why",
    ];

    /// <summary>Columns of <see cref="Ratios"/>.</summary>
    public static string[] RatioColumns { get; } = ["task", "measure", .. FitCourse.RatioColumns("Adam", "Newton")];

    /// <summary>Columns of <see cref="Plateaus"/>.</summary>
    public static string[] PlateauColumns { get; } = ["from s", "dry dB", "target dB", .. Models.Select(name => $"{name} less target dB")];

    /// <summary>Columns of <see cref="OutsideUnitAttack"/>.</summary>
    public static string[] OutsideUnitAttackColumns { get; } = ["task", "system", "loudness mean dB", "loudness 95 % dB", "loudness largest dB"];

    /// <summary>Fits both systems to a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="folder">Where its files go and the state of a fit is kept.</param>
    /// <param name="maximumIterations">Of Adam.</param>
    public static TaskOutcome Of(BenchTask task, string folder, int maximumIterations)
    {
        Directory.CreateDirectory(folder);
        using var files = TaskPair.Write(task, folder);
        var newton = TaskFit.ByNewton(files);
        var state = Path.Combine(folder, ApproximateFitOptions.ProgressFileName);
        var adam = TaskFit.ByAdam(files, new ApproximateFitOptions { MaximumIterations = maximumIterations, ProgressPath = state });
        return new(task, adam, newton, state);
    }

    /// <summary>Removes the state of the fit, once its figures are written: the next run fits anew.</summary>
    public void ForgetFit() => File.Delete(progressPath);

    /// <summary>The settings that made the target, those published, and those found.</summary>
    public IEnumerable<object[]> Settings()
    {
        yield return Row("true", task.True);
        if (task.Published is { } published)
        {
            yield return Row("published", published);
        }

        foreach (var fit in fits)
        {
            yield return Row(fit.Model, fit.Settings);
        }

        object[] Row(string whose, ModelSettings settings) =>
        [
            task.Name, whose, settings.ThresholdDb, settings.Ratio, settings.MakeUpDb, OrNothing(settings.KneeDb), settings.AttackMs, settings.ReleaseMs, OrNothing(settings.SmoothingMs),
        ];
    }

    /// <summary>How near each system comes, and what it takes.</summary>
    public IEnumerable<object[]> Quality()
    {
        return fits.Zip(estimates, Row);

        object[] Row(TaskFit fit, ArraySignal estimate)
        {
            var scores = Scores.Measure(estimate, target, target);
            return
            [
                task.Name, fit.Model, 100 * scores.Esr, scores.LoudnessDynamicRangeDifferenceDb, LossOf(estimate),
                .. Residual(estimate, seconds => true),
                .. Residual(estimate, seconds => !attack[(int)(seconds / LoudnessCurve.WindowSeconds)]),
                fit.Iterations, fit.Seconds, fit.SecondsToBest, fit.Status, fit.StatusReason,
            ];
        }
    }

    /// <summary>How long either system takes to where the other ends.</summary>
    public IEnumerable<object[]> Ratios()
    {
        var courses = Array.ConvertAll(fits, fit => new FitCourse([.. fit.Steps.Select(step => PointOf(step.Seconds, step.Settings))]));
        var finals = Array.ConvertAll(fits, fit => PointOf(fit.SecondsToBest, fit.Compressor));
        foreach (var (name, measure) in new (string, Func<CoursePoint, double>)[] { ("ESR %", point => 100 * point.Esr), ("spectrogram loss", point => point.SpectrogramLoss) })
        {
            yield return [task.Name, name, .. FitCourse.Ratio(courses[0], measure(finals[0]), courses[1], measure(finals[1]), measure)];
        }
    }

    /// <summary>Levels at the ends of a profile's plateaus; none of another dry signal.</summary>
    public IReadOnlyList<object[]> Plateaus()
    {
        if (task.Dry is not ProfileSignal profile)
        {
            return [];
        }

        var levels = StaticCharacteristic.LevelsDb(profile, target);
        var found = Array.ConvertAll(estimates, estimate => StaticCharacteristic.LevelsDb(profile, estimate));
        return [.. profile.Plateaus.Select((plateau, n) => new object[]
        {
            plateau.StartSeconds, plateau.LevelDb, levels[n], found[0][n] - levels[n], found[1][n] - levels[n],
        })];
    }

    /// <summary>
    /// The loudness residual of each system outside the unit's attack on a profile, for the fit's own attack passages may be shorter; none of another dry signal.
    /// </summary>
    public IReadOnlyList<object[]> OutsideUnitAttack()
    {
        if (task.Dry is not ProfileSignal profile)
        {
            return [];
        }

        var length = UnitAttacks * task.True.AttackMs / 1000;
        double[] steps = [.. profile.Plateaus.Zip(profile.Plateaus.Skip(1)).Where(pair => pair.Second.LevelDb > pair.First.LevelDb).Select(pair => pair.Second.StartSeconds)];
        return [.. fits.Zip(estimates, (fit, estimate) => (object[])
        [
            task.Name, fit.Model, .. Residual(estimate, seconds => !steps.Any(step => seconds > step && seconds < step + length)),
        ])];
    }

    /// <summary>Waveforms and levels against time.</summary>
    public CsvTable Curves() => ComparisonCurves.Measure(task.Dry, target, [.. Models.Zip(estimates, (model, estimate) => (model, (ISignal)estimate))], attack);

    private object[] Residual(ArraySignal estimate, Func<double, bool> isCounted)
    {
        var residual = LoudnessResidual.Between(estimate, target, isCounted);
        return [OrNothing(residual.MeanAbsoluteDb), OrNothing(residual.Percentile95Db), OrNothing(residual.LargestDb)];
    }

    // A model may lack a setting; a residual over no windows is NaN.
    private static object OrNothing(double? value) => value is { } number && double.IsFinite(number) ? number : "";

    private CoursePoint PointOf(double seconds, ICompressorSettings settings)
    {
        var estimate = settings.Render(task.Dry);
        return new(seconds, ErrorToSignalRatio.Measure(estimate, target), LossOf(estimate));
    }

    private double LossOf(ArraySignal estimate) => loss.Evaluate(Array.ConvertAll(estimate.Samples.ToArray(), sample => (double)sample));
}
