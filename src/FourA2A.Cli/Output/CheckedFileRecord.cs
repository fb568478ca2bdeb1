using FourA2A.Audio;

namespace FourA2A.Cli.Output;

/// <summary>
/// What <c>check --json</c> says about a file.
/// </summary>
internal sealed record CheckedFileRecord(
    string Path,
    string Format,
    int SampleRate,
    int Channels,
    long Samples,
    long MissingSamples,
    double PeakDb,
    double RmsDb,
    double NoiseFloorDb,
    double Dc,
    int ClipCount,
    long ClippedSamples)
{
    /// <summary>The record of an open file.</summary>
    public static CheckedFileRecord Of(WaveFileReader file, SignalStatistics statistics)
        => new(
            file.Name,
            file.WaveFormat.ToString(),
            file.WaveFormat.SampleRate,
            file.WaveFormat.Channels,
            file.FrameCount,
            file.MissingFrames,
            statistics.PeakDb,
            statistics.RmsDb,
            statistics.NoiseFloorDb,
            statistics.Dc,
            statistics.ClipCount,
            statistics.ClippedSamples);
}
