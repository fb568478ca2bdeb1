using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Sweeps;
using FourA2A.Files;
using FourA2A.Objective;
using FourA2A.Tests.Cli;

namespace FourA2A.Tests.Experiment.Sweeps;

/// <summary>
/// Sweeps over small data sets whose unit is the model itself.
/// </summary>
public sealed class SweepRunTests : IDisposable
{
    private static readonly UnitSetting[] Settings =
    [
        new(LevellingMode.Compress, 50), new(LevellingMode.Compress, 70), new(LevellingMode.Compress, 90), new(LevellingMode.Limit, 60),
    ];

    private readonly Cli.TemporaryFolder folder = new();
    private readonly string dataSet;

    public SweepRunTests() => dataSet = DataSets.Write(folder["unit"], Settings);

    private SweepOptions Options => new() { DataSet = dataSet };

    private SweepFolder Sweep => new(folder["unit.sweep"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_FindsTheUnit()
    {
        var outcome = Run(Sweep, Options);
        Assert.Equal(Settings, outcome.Settings.Select(setting => setting.Setting));
        Assert.All(outcome.Settings, setting =>
        {
            var truth = DataSets.Unit(setting.Setting);
            Assert.Equal("converged", setting.Result!.Status);
            Assert.Equal(truth.ThresholdDb, setting.Result.Parameters.ThresholdDb, 0.01);
            Assert.Equal(truth.Ratio, setting.Result.Parameters.Ratio, 0.01);
            Assert.Equal(DataSets.Delay, setting.Result.DelaySamples, 0.001);
        });

        var curve = CurveFile.Read(Sweep.CurvePath);
        Assert.Equal([50, 70, 90], curve.Modes[LevellingMode.Compress].Select(point => point.PeakReduction));
        Assert.Equal(outcome.Settings[1].Result!.Parameters, curve.Modes[LevellingMode.Compress][1].Parameters);
        var summary = CsvTable.Read(Sweep.SummaryPath, "threshold_db", "release_ms_standard_error", "line_search_steps", "message");
        Assert.Equal(["compress", "compress", "compress", "limit"], summary.Column("mode"));
        Assert.Equal(["50", "70", "90", "60"], summary.Column("peak_reduction"));
        Assert.All(Settings, setting => Assert.True(File.Exists(Sweep.GainPath(setting))));
        Assert.True(File.Exists(Sweep.ReportPath), outcome.ReportFailure);
    }

    [Fact]
    public void Fit_StartsFromTheNeighboursAbove()
    {
        var results = Run(Sweep, Options).Settings.ToDictionary(setting => setting.Setting, setting => setting.Result!);
        Assert.Equal(CompressorParameters.PublishedStart.ThresholdDb, results[Settings[2]].Start.ThresholdDb);
        Assert.Equal(CompressorParameters.PublishedStart.ThresholdDb, results[Settings[3]].Start.ThresholdDb);
        var (low, middle, high) = (results[Settings[0]], results[Settings[1]], results[Settings[2]]);
        Assert.Equal(high.Parameters.ThresholdDb, middle.Start.ThresholdDb);
        Assert.Equal(high.Parameters.ReleaseMs, middle.Start.ReleaseMs, 1e-9 * middle.Start.ReleaseMs);
        Assert.Equal(high.DelaySamples, middle.IterationRecords[0].DelaySamples);

        // 50, 70 and 90 lie evenly: the step from the highest to the middle one, once more.
        Assert.Equal((2 * middle.Parameters.ThresholdDb) - high.Parameters.ThresholdDb, low.Start.ThresholdDb, 1e-9);
        Assert.Equal(middle.Parameters.ReleaseMs * middle.Parameters.ReleaseMs / high.Parameters.ReleaseMs, low.Start.ReleaseMs, 1e-9 * low.Start.ReleaseMs);
        Assert.Equal(middle.DelaySamples, low.IterationRecords[0].DelaySamples);
    }

    [Fact]
    public void Resume_FitsWhatIsMissingAndNothingElse()
    {
        Run(Sweep, Options);
        var curve = File.ReadAllBytes(Sweep.CurvePath);

        // As a killed run leaves it.
        Directory.Delete(Sweep.SettingPath(Settings[1]), recursive: true);
        Directory.CreateDirectory(Path.Combine(Sweep.SettingsPath, ".foura2a-compress-70.tmp"));
        File.WriteAllText(Path.Combine(Sweep.SettingsPath, ".foura2a-compress-70.tmp", "result.json"), "{");
        File.WriteAllText(Path.Combine(Sweep.FolderPath, ".foura2a-curve.tmp"), "{");
        File.Delete(Sweep.CurvePath);
        File.WriteAllText(Path.Combine(Sweep.FolderPath, "notes.txt"), "the user's own");
        var kept = File.ReadAllText(Sweep.ResultPath(Settings[0]));
        var progress = new Progress();
        Run(Sweep, Options, progress: progress);
        Assert.Equal(Settings[1], Assert.Single(progress.Outcomes).Setting);
        Assert.Equal(kept, File.ReadAllText(Sweep.ResultPath(Settings[0])));
        Assert.Equal(curve, File.ReadAllBytes(Sweep.CurvePath));
        Assert.Equal(
            [".lock", "curve.json", "notes.txt", "report.html", "settings", "summary.csv", "sweep.json"],
            Directory.EnumerateFileSystemEntries(Sweep.FolderPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Settings.Length, Directory.EnumerateFileSystemEntries(Sweep.SettingsPath).Count());
    }

    [Fact]
    public void Curve_DoesNotDependOnThreads()
    {
        var other = new SweepFolder(folder["other.sweep"]);
        Run(Sweep, Options, () => new SimdEngine(1));
        Run(other, Options, () => new SimdEngine(3));
        Assert.Equal(File.ReadAllBytes(Sweep.CurvePath), File.ReadAllBytes(other.CurvePath));
    }

    [Fact]
    public void BadRecording_IsReportedAndTheOthersGoOn()
    {
        var target = Directory.GetFiles(dataSet, DataSets.Target(2, Settings[1]), SearchOption.AllDirectories).Single();
        var sound = File.ReadAllBytes(target);
        File.WriteAllText(target, "no recording");
        var outcome = Run(Sweep, Options);
        Assert.Contains(Path.GetFileName(target), outcome.Settings[1].Failure, StringComparison.Ordinal);
        Assert.All(outcome.Settings.RemoveAt(1), setting => Assert.Equal("converged", setting.Result!.Status));
        var summary = CsvTable.Read(Sweep.SummaryPath);
        Assert.Equal(["converged", "failed", "converged", "converged"], summary.Column("status"));
        Assert.Equal(outcome.Settings[1].Failure, summary.Column("message").ElementAt(1));
        Assert.Equal(string.Empty, summary.Column("threshold_db").ElementAt(1));

        // What failed is tried again, and nothing else.
        File.WriteAllBytes(target, sound);
        var progress = new Progress();
        Assert.DoesNotContain(Run(Sweep, Options, progress: progress).Settings, setting => setting.IsProblem);
        Assert.Single(progress.Outcomes);
    }

    [Fact]
    public void EngineFailure_CostsOneSettingAndIsFollowedByAnotherEngine()
    {
        var engines = 0;
        var outcome = Run(Sweep, Options, () => new FailingEngine(engines++ == 0 ? 3 : int.MaxValue));
        Assert.Equal(2, engines);
        Assert.Equal("the card fell off", Assert.Single(outcome.Settings, setting => setting.IsProblem).Failure);
    }

    [Fact]
    public void Cancel_KeepsWhatIsFinished()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Progress { OnStep = value => Cancel(value, cancellation) };
        Assert.Throws<OperationCanceledException>(() => Run(Sweep, Options, progress: progress, cancellation: cancellation.Token));
        Assert.Equal(Settings[2], Assert.Single(Sweep.ReadResults()).Setting);
        Assert.Single(CsvTable.Read(Sweep.SummaryPath).Rows);
        var outcome = Run(Sweep, Options);
        Assert.Equal(Settings.Length, outcome.Settings.Length);

        static void Cancel(SweepProgress value, CancellationTokenSource cancellation)
        {
            if (value.Setting == Settings[1])
            {
                cancellation.Cancel();
            }
        }
    }

    [Fact]
    public void RandomStarts_AreWrittenAndAreTheSameEveryTime()
    {
        var options = Options with { RandomStarts = 3, Selection = new() { Mode = LevellingMode.Limit } };
        var result = Assert.Single(Run(Sweep, options).Settings).Result!;
        var starts = CsvTable.Read(Sweep.StartsPath(Settings[3]), "start_threshold_db", "end_make_up_db", "relative_loss", "status");
        Assert.Equal(["1", "2", "3"], starts.Column("start"));
        Assert.Equal(3, starts.Column("start_ratio").Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(starts.Column("end_threshold_db"), end => Math.Abs(CsvTable.Number(end) - result.Parameters.ThresholdDb) < 0.01);
        var other = new SweepFolder(folder["other.sweep"]);
        Run(other, options);
        Assert.Equal(File.ReadAllText(Sweep.StartsPath(Settings[3])), File.ReadAllText(other.StartsPath(Settings[3])));
    }

    [Fact]
    public void Folder_IsHeldByOneRun()
    {
        using (SweepStore.Open(Sweep, Options))
        {
            var exception = Assert.Throws<InputException>(() => SweepStore.Open(Sweep, Options));
            Assert.Contains("another sweep", exception.Message, StringComparison.Ordinal);
        }

        SweepStore.Open(Sweep, Options).Dispose();
    }

    [Fact]
    public void OtherOptions_AreRefused()
    {
        SweepStore.Open(Sweep, Options).Dispose();
        AssertRefused("data set: found", Sweep, Options with { DataSet = folder["elsewhere"] });
        AssertRefused("selection: found", Sweep, Options with { Selection = new() { HighestPeakReduction = 80 } });
        AssertRefused("range of the release: found 10:1000", Sweep, Options with { Ranges = new ParameterRanges(MaximumReleaseMs: 5000) });
        AssertRefused("delay: found estimated", Sweep, Options with { DelaySamples = -0.75 });
        AssertRefused("random starts: found 0", Sweep, Options with { RandomStarts = 20 });
    }

    [Fact]
    public void ForeignFolder_IsRefused()
    {
        Directory.CreateDirectory(Sweep.FolderPath);
        File.WriteAllText(Path.Combine(Sweep.FolderPath, "precious"), "mine");
        AssertRefused("no sweep", Sweep, Options);
    }

    [Fact]
    public void Options_SurviveTheirFile()
    {
        var options = new SweepOptions
        {
            DataSet = dataSet,
            Selection = new() { Mode = LevellingMode.Limit, LowestPeakReduction = 40, Take = "3c" },
            DelaySamples = -0.1,
            Ranges = new ParameterRanges(MaximumReleaseMs: 2500.5),
            Hessian = FourA2A.Newton.HessianKind.GaussNewton,
            RandomStarts = 20,
        };
        SweepStore.Open(Sweep, options).Dispose();
        Assert.Equal(options, Sweep.ReadOptions());
    }

    private static SweepOutcome Run(
        SweepFolder sweep, SweepOptions options, Func<IEngine>? createEngine = null, IProgress<SweepProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var store = SweepStore.Open(sweep, options);
        return new SweepRun(store, new SweepPlan(options.OpenDataSet()), createEngine ?? (() => new SimdEngine()), progress).Run(cancellation);
    }

    private void AssertRefused(string words, SweepFolder sweep, SweepOptions options)
    {
        var before = folder.Snapshot();
        var exception = Assert.Throws<InputException>(() => SweepStore.Open(sweep, options));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains(sweep.FolderPath, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, folder.Snapshot());
    }

    private sealed class Progress : IProgress<SweepProgress>
    {
        public List<SettingOutcome> Outcomes { get; } = [];

        public Action<SweepProgress>? OnStep { get; init; }

        public void Report(SweepProgress value)
        {
            if (value.Outcome is { } outcome)
            {
                Outcomes.Add(outcome);
            }

            OnStep?.Invoke(value);
        }
    }

    private sealed class FailingEngine(int evaluations) : IEngine
    {
        private readonly SimdEngine engine = new();
        private int left = evaluations;

        public string Name => engine.Name;

        public long WorkingBytes => engine.WorkingBytes;

        public void Upload(ChunkBatch batch) => engine.Upload(batch);

        public Evaluation Evaluate(CoreParameters parameters, EvaluationOrder what)
            => left-- > 0 ? engine.Evaluate(parameters, what) : throw new EngineException("the card fell off");

        public void Dispose() => engine.Dispose();
    }
}
