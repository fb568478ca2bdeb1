using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using FourA2A.Experiment;
using FourA2A.Files;
using FourA2A.Simulation.Units;

namespace FourA2A.Simulation;

/// <summary>
/// What a simulated data set says about itself, in <see cref="FileName"/>: that it is a simulation, and the truth. Here is what all units have; each
/// adds its settings.
/// </summary>
public record SimulationRecord
{
    /// <summary>Name of the file in the folder of the data set.</summary>
    public const string FileName = "synth.json";

    // System.Text.Json writes a derived type's properties first; a reader wants to know first what the file is.
    private const int AtTheTop = -1;

    /// <summary>A record to be filled in.</summary>
    public SimulationRecord()
    {
    }

    [SetsRequiredMembers]
    private protected SimulationRecord(SimulationOptions options)
    {
        ProgramVersion = FitRecords.ProgramVersion;
        Statement = options.Unit.Statement;
        Seconds = options.Seconds;
        SampleRate = options.SampleRate;
        Format = options.Format.ToString();
        Stimulus = options.StimulusFile ?? options.Stimulus.ToString().ToLowerInvariant();
        DelaySamples = options.DelaySamples;
        NoiseDb = options.NoiseDb;
        Seed = options.Seed;
    }

    /// <summary>Version of the format.</summary>
    [JsonPropertyOrder(AtTheTop)]
    public int Version { get; init; } = 1;

    /// <summary>Version of the program that wrote it.</summary>
    [JsonPropertyOrder(AtTheTop)]
    public required string ProgramVersion { get; init; }

    /// <summary>That it is a simulation: <see cref="SimulatedUnit.Statement"/>.</summary>
    [JsonPropertyOrder(AtTheTop)]
    public required string Statement { get; init; }

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

    /// <inheritdoc cref="SimulationOptions.Seed"/>
    public required int Seed { get; init; }

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
}
