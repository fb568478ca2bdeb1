using FourA2A.Audio;

namespace FourA2A.Tests.Cli;

/// <summary>
/// A data set in which nearly every recording is broken in a way of its own, and what <c>sweep</c> and <c>evaluate</c> made of it.
/// </summary>
public sealed class BadDataSet : IDisposable
{
    public const int Good = 100;
    public const int MissingDry = 95;
    public const int MissingWet = 90;
    public const int UnequalLengths = 85;
    public const int Misaligned = 80;
    public const int MisalignedTooFar = 75;
    public const int OtherRate = 70;
    public const int Duplicate = 65;
    public const int TruncatedHeader = 60;
    public const int ZeroBytes = 55;
    public const int NoFile = 50;
    public const int NotANumber = 45;
    public const int LastGood = 40;

    private readonly TemporaryFolder folder = new();

    public BadDataSet()
    {
        DataSet = folder["unit"];
        foreach (var peakReduction in Enumerable.Range(8, 13).Select(step => 5 * step))
        {
            DataSets.WritePair(DataSet, peakReduction, Setting(peakReduction), Dry(peakReduction), delay: Delay(peakReduction));
        }

        // Estimates of everything, from before it was broken.
        Directory.CreateDirectory(Estimates);
        foreach (var path in Directory.GetFiles(Path.Combine(DataSet, "Train"), "target_*"))
        {
            File.Copy(path, Path.Combine(Estimates, Path.GetFileName(path)));
        }

        Break();
        Before = folder.Snapshot();
        Sweep = CommandLine.Run("sweep", DataSet, "-o", SweepFolder);
        Evaluate = CommandLine.Run("evaluate", $"copy={Estimates}", DataSet, "-o", Scores);
    }

    public string DataSet { get; }

    public string SweepFolder => folder["unit.sweep"];

    public string Scores => folder["scores.csv"];

    public IReadOnlyList<string> Before { get; }

    public IReadOnlyList<string> After => folder.Snapshot();

    public CommandLineResult Sweep { get; }

    public CommandLineResult Evaluate { get; }

    private string Estimates => folder["estimates"];

    public static UnitSetting Setting(int peakReduction) => new(LevellingMode.Compress, peakReduction);

    /// <summary>Where a recording of the setting lies; its id is the peak reduction.</summary>
    public string Wet(int peakReduction) => Path.Combine(DataSet, "Train", DataSets.Target(peakReduction, Setting(peakReduction)));

    public string DryPath(int peakReduction) => Path.Combine(DataSet, "Train", $"input_{peakReduction}_.wav");

    public void Dispose() => folder.Dispose();

    // Beyond the two seconds that are searched there must be something left to compare.
    private static float[] Dry(int peakReduction) => Recordings.Bursts(peakReduction == MisalignedTooFar ? 6 : 2, seed: peakReduction);

    private static int Delay(int peakReduction) => peakReduction switch
    {
        Misaligned => 7000,
        MisalignedTooFar => 3 * Recordings.SampleRate,
        _ => DataSets.Delay,
    };

    private void Break()
    {
        File.Delete(DryPath(MissingDry));
        File.Delete(Wet(MissingWet));
        Replace(Wet(UnequalLengths), samples => samples[..^10_000]);
        Replace(Wet(OtherRate), samples => samples, 48000);
        DataSets.WritePair(DataSet, 999, Setting(Duplicate), Recordings.Bursts(1, seed: 999), take: "2c");
        File.WriteAllBytes(Wet(TruncatedHeader), File.ReadAllBytes(Wet(TruncatedHeader))[..30]);
        File.WriteAllBytes(DryPath(ZeroBytes), []);

        // What cannot be opened, also by a user who may open everything.
        File.Delete(Wet(NoFile));
        Directory.CreateDirectory(Wet(NoFile));
        Replace(DryPath(NotANumber), samples =>
        {
            samples[777] = float.NaN;
            return samples;
        });
    }

    private static void Replace(string path, Func<float[], float[]> change, int sampleRate = Recordings.SampleRate)
    {
        var samples = change(Recordings.Read(path));
        File.Delete(path);
        Recordings.Write(path, samples, sampleRate);
    }
}
