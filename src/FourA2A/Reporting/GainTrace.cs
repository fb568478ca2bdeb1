using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Files;
using FourA2A.Metrics;

namespace FourA2A.Reporting;

/// <summary>
/// Gain against time: what the wet recording lets see of the unit's, and the model's.
/// </summary>
/// <remarks>
/// Per window of 10 ms, <c>G = 10 log10(sum y^2 / sum x^2)</c> with the wet signal for the target and with the rendered one for the
/// model, so that both are estimated alike; make-up included. Windows whose dry signal lies more than 50 dB below the loudest
/// window hold more noise than sound and stay empty.
/// </remarks>
public static class GainTrace
{
    private const double WindowSeconds = 0.01;

    private const int LargestWindowCount = 1000;

    private const double QuietestWindow = 1e-5;

    // Where nothing is compressed anywhere, the level decides; elsewhere it must not.
    private const double LevelWeight = 1e-6;

    // Times are 10-90 % rise times, 2.2 time constants: after five of them exp(-11) of a wrong start is left.
    private const double WarmUpTimes = 5;

    /// <summary>
    /// Measures both over the 10 s in which the model's static gain varies most.
    /// </summary>
    /// <param name="dry">The dry signal.</param>
    /// <param name="alignedWet">The wet signal, moved back by its delay, of the same length.</param>
    /// <param name="parameters">Settings of the model.</param>
    /// <returns>Columns <c>time_s,target_gain_db,model_gain_db</c>; the time is that of a window's middle.</returns>
    public static CsvTable Measure(ISignal dry, ISignal alignedWet, CompressorParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(dry);
        ArgumentNullException.ThrowIfNull(alignedWet);
        ArgumentNullException.ThrowIfNull(parameters);
        var window = Math.Max(1, (int)Math.Round(WindowSeconds * dry.SampleRate));
        var count = (int)Math.Min(LargestWindowCount, dry.SampleCount / window);
        var start = BusiestPassageOf(dry, (long)count * window, parameters);
        var energies = Energies(dry, alignedWet, parameters, start, window, count);
        var floor = QuietestWindow * energies.Select(energy => energy.Dry).DefaultIfEmpty().Max();
        var table = new CsvTable("time_s", "target_gain_db", "model_gain_db");
        for (var n = 0; n < count; n++)
        {
            var (dryEnergy, wetEnergy, modelEnergy) = energies[n];
            var isHeard = dryEnergy > 0 && dryEnergy >= floor;
            table.Add(
                CsvTable.Cell(Math.Round((start + ((n + 0.5) * window)) / dry.SampleRate, 4)),
                isHeard ? Decibels(wetEnergy / dryEnergy) : string.Empty,
                isHeard ? Decibels(modelEnergy / dryEnergy) : string.Empty);
        }

        return table;
    }

    // A thousandth of a decibel is more than the estimate holds. Silence has no decibels, and an empty cell.
    private static string Decibels(double energyRatio) => CsvTable.Cell(Math.Round(10 * Math.Log10(energyRatio), 3));

    // The passage with the largest variation of the static gain.
    private static long BusiestPassageOf(ISignal dry, long length, CompressorParameters parameters)
    {
        var gainComputer = new GainComputer(parameters.ThresholdDb, 1 - (1 / parameters.Ratio));
        return BusiestPassage.Find(
            dry,
            length,
            (from, to) => Math.Abs(gainComputer.GainDb(to) - gainComputer.GainDb(from)) + (LevelWeight * Math.Abs(to - from)));
    }

    private static (double Dry, double Wet, double Model)[] Energies(
        ISignal dry, ISignal alignedWet, CompressorParameters parameters, long start, int window, int count)
    {
        var compressor = new StreamingCompressor(parameters, dry.SampleRate);
        var (dryBlock, wetBlock) = (new float[window], new float[window]);
        var energies = new (double, double, double)[count];
        var warmUp = (long)Math.Ceiling(WarmUpTimes * Math.Max(parameters.AttackMs, parameters.ReleaseMs) / 1000 / WindowSeconds);
        for (var n = -Math.Min(warmUp, start / window); n < count; n++)
        {
            dry.Read(start + (n * window), dryBlock);
            var dryEnergy = Energy(dryBlock);
            compressor.Process(dryBlock, dryBlock);
            if (n >= 0)
            {
                alignedWet.Read(start + (n * window), wetBlock);
                energies[n] = (dryEnergy, Energy(wetBlock), Energy(dryBlock));
            }
        }

        return energies;
    }

    private static double Energy(ReadOnlySpan<float> block)
    {
        var energy = 0.0;
        foreach (var sample in block)
        {
            energy += (double)sample * sample;
        }

        return energy;
    }
}
