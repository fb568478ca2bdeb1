using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Chunks;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// The recordings of a setting, loaded and open, or why they are not.
/// </summary>
internal sealed class LoadedPair : IDisposable
{
    private readonly PairFiles? files;

    private LoadedPair(UnitSetting setting, PairFiles? files, PairFit? fit, string? failure)
        => (Setting, this.files, Fit, Failure) = (setting, files, fit, failure);

    public UnitSetting Setting { get; }

    /// <summary>The steps of the pair; null for a failure.</summary>
    public PairFit? Fit { get; }

    /// <summary>What is wrong, in one line; null if nothing is.</summary>
    public string? Failure { get; }

    /// <summary>What a user should know about the recordings.</summary>
    public ImmutableArray<string> Findings => Fit is null
        ? []
        : [.. new[] { files!.Dry.Reader.Finding, files.Wet.Reader.Finding }.OfType<string>(), .. Fit.Findings];

    public static LoadedPair Load(SignalTrainPair pair, double? delaySamples, ChunkStoragePool pool, Neighbour? expected)
    {
        PairFiles? open = null;
        try
        {
            open = PairFiles.Open(pair.DryPath, pair.WetPath);
            return new(pair.Setting, open, PairFit.Load(open, delaySamples, pool, expected is null ? null : (expected.DelaySamples, expected.Polarity)), failure: null);
        }
        catch (Exception exception) when (IsOfOnePair(exception))
        {
            open?.Dispose();
            return new(pair.Setting, files: null, fit: null, exception.Message);
        }
    }

    /// <summary>Whether an exception says that a recording cannot be used, and nothing about the others.</summary>
    public static bool IsOfOnePair(Exception exception)
        => exception is InputException or IOException or UnauthorizedAccessException or InvalidDataException;

    public void Dispose()
    {
        Fit?.EndFits();
        files?.Dispose();
    }
}
