using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Experiment;
using FourA2A.Files;

namespace FourA2A.Simulation;

/// <summary>
/// What a simulated data set says about itself, in <see cref="FileName"/>: that it is a simulation, and the truth.
/// </summary>
public sealed record SimulationRecord
{
    /// <summary>Name of the file in the folder of the data set.</summary>
    public const string FileName = "synth.json";

    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Version of the program that wrote it.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>That it is a simulation: <see cref="OpticalLevellingAmplifier.Statement"/>.</summary>
    public required string Statement { get; init; }

    /// <summary>The settings in the order of the files' numbers, from 1; <see cref="UnitSetting.Name"/>.</summary>
    public required ImmutableArray<string> Settings { get; init; }

    /// <inheritdoc cref="SimulationOptions.Seconds"/>
    public required double Seconds { get; init; }

    /// <inheritdoc cref="SimulationOptions.SampleRate"/>
    public required int SampleRate { get; init; }

    /// <summary>Encoding of the files, for people.</summary>
    public required string Format { get; init; }

    /// <summary>Name of the built-in stimulus, or path of the file.</summary>
    public required string Stimulus { get; init; }

    /// <inheritdoc cref="SimulationOptions.DelaySamples"/>
    public required double DelaySamples { get; init; }

    /// <inheritdoc cref="SimulationOptions.NoiseDb"/>
    public required double? NoiseDb { get; init; }

    /// <inheritdoc cref="SimulationOptions.SaturationDb"/>
    public required double? SaturationDb { get; init; }

    /// <inheritdoc cref="SimulationOptions.OutputGainDb"/>
    public required double OutputGainDb { get; init; }

    /// <inheritdoc cref="SimulationOptions.Seed"/>
    public required int Seed { get; init; }

    /// <summary>Fitted settings that must fall as the peak reduction rises: <see cref="OpticalLevellingAmplifier.FallingCurves"/>.</summary>
    public required ImmutableArray<string> FallingCurves { get; init; }

    /// <summary>
    /// What a data set says of itself if it is a simulated one: <see cref="Statement"/>; null for any other.
    /// </summary>
    /// <param name="folder">Folder of the data set.</param>
    public static string? StatementIn(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonFile.Read(path, SimulationJsonContext.Default.SimulationRecord, "a simulation's record", "simulate again").Statement;
        }
        catch (InputException)
        {
            // Somebody else's file of that name says nothing about the recordings.
            return null;
        }
    }

    internal static SimulationRecord Of(SimulationOptions options, WaveFormat format) => new()
    {
        ProgramVersion = FitRecords.ProgramVersion,
        Statement = OpticalLevellingAmplifier.Statement,
        Settings = [.. options.Settings.Select(setting => setting.Name)],
        Seconds = options.Seconds,
        SampleRate = options.SampleRate,
        Format = format.ToString(),
        Stimulus = options.StimulusFile ?? options.Stimulus.ToString().ToLowerInvariant(),
        DelaySamples = options.DelaySamples,
        NoiseDb = options.NoiseDb,
        SaturationDb = options.SaturationDb,
        OutputGainDb = options.OutputGainDb,
        Seed = options.Seed,
        FallingCurves = OpticalLevellingAmplifier.FallingCurves,
    };
}
