using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Experiment.Sweeps;
using FourA2A.Files;

namespace FourA2A.Tests.Reporting;

/// <summary>
/// The folder of a sweep that nobody swept: 26 settings after smooth formulas, one of them failed, some not identifiable.
/// </summary>
internal static class SampleSweep
{
    /// <summary>A data set whose name a careless page would take for markup.</summary>
    public const string DataSet = "/recordings/unit <&\"'> 1";

    /// <summary>The setting that has no result.</summary>
    public static readonly UnitSetting Failed = new(LevellingMode.Limit, 45);

    private static readonly ImmutableArray<int> PeakReductions = [.. Enumerable.Range(0, 13).Select(n => 40 + (5 * n))];

    /// <summary>
    /// Writes results, gains and summary as <c>sweep</c> does.
    /// </summary>
    /// <param name="path">A folder that does not exist.</param>
    /// <param name="withRest">Whether random starts, the left-out test and scores are there too.</param>
    public static SweepFolder Write(string path, bool withRest = true)
    {
        var folder = new SweepFolder(path);
        using var store = SweepStore.Open(folder, new SweepOptions { DataSet = DataSet, RandomStarts = withRest ? 4 : 0 });
        var outcomes = Settings.Select(setting => setting == Failed
            ? new SettingOutcome(setting, null, "target_9_.wav: found silence & <nothing> else, expected sound; check the pair.")
            : new SettingOutcome(setting, Result(setting))).ToImmutableArray();
        foreach (var (setting, result, _) in outcomes)
        {
            if (result is not null)
            {
                store.Add(setting, result, Gain(setting), withRest ? Starts(setting, result) : null);
            }
        }

        store.WriteTables(outcomes);
        if (withRest)
        {
            LeftOut().WriteNew(folder.LeftOutPath);
            Scores(Path.GetFileName(path)).WriteNew(folder.ScoresPath);
        }

        return folder;
    }

    private static IEnumerable<UnitSetting> Settings
        => from mode in new[] { LevellingMode.Compress, LevellingMode.Limit }
           from reduction in PeakReductions
           select new UnitSetting(mode, reduction);

    // How far the knob is turned from 40 to 100, 0..1.
    private static double Turn(UnitSetting setting) => (setting.PeakReduction - 40) / 60;

    private static CompressorParameters Parameters(UnitSetting setting)
    {
        var (turn, mode) = (Turn(setting), (int)setting.Mode);
        return new(
            -13 - (22 * Math.Pow(turn, 1.3)),
            3.7 + (0.7 * mode) + (1.8 * Math.Exp(-9 * turn)),
            0.95 + (32 * Math.Exp(-5 * turn)),
            (240 + (230 * Math.Exp(-6 * turn))) * (1 - (0.04 * mode)),
            0.3 + (0.4 * Math.Cos(3 * turn)));
    }

    private static double Esr(UnitSetting setting) => 0.065 + (0.05 * Math.Pow(Turn(setting) - 0.55, 2)) + (0.004 * (int)setting.Mode);

    internal static FitResultRecord Result(UnitSetting setting)
    {
        var parameters = Parameters(setting);
        var share = 0.001 + (0.08 * Math.Exp(-12 * Turn(setting)));
        var undetermined = setting.PeakReduction < 45;
        return new()
        {
            ProgramVersion = "0.1.0",
            Parameters = parameters,
            DelaySamples = -0.75 + (0.002 * Math.Sin(setting.PeakReduction)),
            Polarity = 1,
            Esr = Esr(setting),
            EsrUnaligned = 1.9 * Esr(setting),
            LoudnessDynamicRangeDifferenceDb = -0.1 + (0.2 * Turn(setting)),
            Status = undetermined ? "notIdentifiable" : "converged",
            StatusReason = undetermined ? "The recordings do not determine ratio, attackMs." : "Ended by the test Step; no other start was tried.",
            Iterations = 7,
            Evaluations = 11,
            Restarts = 1,
            Attempt = setting.PeakReduction == 100 ? 1 : 0,
            Engine = "simd (Vector512, 2 threads)",
            Hessian = "fused",
            Seconds = 1.5,
            Times = new FitTimes(0.5, 0.75, 0.25),
            StandardErrors = new Dictionary<string, double?>(StringComparer.Ordinal)
            {
                ["thresholdDb"] = 8 * share,
                ["ratio"] = undetermined ? null : 3 * share,
                ["attackMs"] = undetermined ? null : share * parameters.AttackMs,
                ["releaseMs"] = share * parameters.ReleaseMs,
                ["makeUpDb"] = share,
                ["delaySamples"] = 0.001,
            },
            Correlations = new NamedMatrix([], []),
            NotIdentifiable = undetermined ? ["ratio", "attackMs"] : [],
            Start = CompressorParameters.PublishedStart,
            Ranges = ParameterRanges.Published,
            SampleRate = 44100,
            SampleCount = 60 * 44100,
            Inputs = new InputRecords(new InputFileRecord("input_1_.wav", "00ff", 60 * 44100, "mono"), new InputFileRecord("target_1_.wav", "11ee", 60 * 44100, "mono")),
            Findings = setting.PeakReduction == 100 ? ["wet.wav: 3 samples clipped."] : [],
            IterationRecords = [.. Run(setting, 0, 5, 1), .. Run(setting, 0, 2, 1.001), .. Run(setting, 1, 5, setting.PeakReduction == 100 ? 0.9 : 1 - 1e-6)],
        };
    }

    // A run of Newton's method: errors that square from step to step.
    private static IEnumerable<IterationRow> Run(UnitSetting setting, int attempt, int steps, double height)
        => Enumerable.Range(0, steps + 1).Select(step =>
        {
            var error = Math.Pow(0.3 + (0.2 * Turn(setting)), Math.Pow(2, step));
            return new IterationRow(step, step + 1, 1000 * height, error, step == 0 ? 0 : 1, 0.1, 1, 1e-3, Parameters(setting), -0.75, attempt, height * Esr(setting) * (1 + error));
        });

    private static CsvTable Gain(UnitSetting setting)
    {
        var table = new CsvTable("time_s", "target_gain_db", "model_gain_db");
        for (var n = 0; n < 200; n++)
        {
            var time = n / 20.0;
            var gain = -18 * Turn(setting) * Math.Exp(-(time % 2.5));
            var isHeard = n % 50 != 0;
            table.Add(CsvTable.Cell(time), isHeard ? CsvTable.Cell(gain + (0.5 * Math.Sin(9 * time))) : string.Empty, isHeard ? CsvTable.Cell(gain) : string.Empty);
        }

        return table;
    }

    private static CsvTable Starts(UnitSetting setting, FitResultRecord result)
        => SweepTables.Starts([.. Enumerable.Range(0, 4).Select(n =>
        {
            // At the lowest settings, ends that differ.
            var away = setting.PeakReduction < 50 ? 1 + (0.2 * n) : 1 + (1e-6 * n);
            return new RandomStart(CompressorParameters.PublishedStart, result.Parameters with { Ratio = away * result.Parameters.Ratio }, result.DelaySamples, result.Esr * away, true);
        })]);

    private static CsvTable LeftOut()
    {
        var table = new CsvTable("mode", "peak_reduction", "interpolation", "threshold_db", "ratio", "attack_ms", "release_ms", "make_up_db", "esr", "esr_fitted");
        foreach (var setting in Settings.Where(setting => setting.PeakReduction % 10 != 0))
        {
            foreach (var (n, interpolation) in new[] { "linear", "not-a-knot", "monotone" }.Index())
            {
                table.Add(setting.ModeWord, CsvTable.Cell(setting.PeakReduction), interpolation, "-20", "4", "2", "240", "0.3", CsvTable.Cell(Esr(setting) * (1.01 + (0.02 * n))), CsvTable.Cell(Esr(setting)));
            }
        }

        return table;
    }

    private static CsvTable Scores(string ownName)
    {
        var table = new CsvTable("method", "mode", "peak_reduction", "esr", "esr_unaligned", "delta_ldr_db", "loudness_lufs", "target_loudness_lufs");
        foreach (var (n, method) in new[] { ownName, "4A-2A (published)", "4A-2A+GRU (published)", "UAD (published)" }.Index())
        {
            foreach (var setting in Settings)
            {
                table.Add(method, setting.ModeWord, CsvTable.Cell(setting.PeakReduction), CsvTable.Cell(Esr(setting) * (1 + n)), string.Empty, CsvTable.Cell(0.2 - (0.1 * n) + Turn(setting)), string.Empty, string.Empty);
            }
        }

        return table;
    }
}
