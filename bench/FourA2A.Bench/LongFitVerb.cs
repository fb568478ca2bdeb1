using System.CommandLine;
using System.Text.Json;
using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Bench;

/// <summary>
/// <c>fit-long</c>: the command-line program on a pair of many minutes, from files to <c>result.json</c>: time and peak memory.
/// </summary>
internal static class LongFitVerb
{
    private const double TrueDelaySamples = -0.4;

    private const double NoiseAmplitude = 1e-4;

    private const int BlockLength = 1 << 16;

    public static Command Create()
    {
        var minutes = new Option<int>("--minutes") { Description = "Length of the pair.", DefaultValueFactory = _ => 20 };
        var command = new Command("fit-long", "Fits a pair of many minutes with the command-line program: time and peak memory.") { minutes };
        command.SetAction(result => Run(result.GetValue(minutes)));
        return command;
    }

    private static int Run(int minutes)
    {
        var folder = Directory.CreateTempSubdirectory("foura2a-fit-long-");
        try
        {
            string File(string name) => Path.Combine(folder.FullName, name);
            WritePair(minutes * 60.0, File("dry.wav"), File("uncut.wav"), File("wet.wav"));
            var run = ProgramRun.Run("fit", File("dry.wav"), File("wet.wav"), "-o", File("fit"), "--device", "cpu");
            if (run.ExitCode != 0)
            {
                Console.Error.WriteLine($"The fit ended with exit code {run.ExitCode}; nothing is reported.");
                return 1;
            }

            using var json = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(File("fit"), "result.json")));
            var root = json.RootElement;
            var found = root.GetProperty("parameters");
            var truth = BenchSignals.Parameters;
            object[][] rows =
            [
                Row("threshold, dB", truth.ThresholdDb, found.GetProperty("thresholdDb").GetDouble()),
                Row("ratio", truth.Ratio, found.GetProperty("ratio").GetDouble()),
                Row("attack, ms", truth.AttackMs, found.GetProperty("attackMs").GetDouble()),
                Row("release, ms", truth.ReleaseMs, found.GetProperty("releaseMs").GetDouble()),
                Row("make-up, dB", truth.MakeUpDb, found.GetProperty("makeUpDb").GetDouble()),
                Row("delay, samples", TrueDelaySamples, root.GetProperty("delaySamples").GetDouble()),
            ];
            if (rows.Any(row => Math.Abs((double)row[3]) > 0.01 * Math.Max(1, Math.Abs((double)row[1]))))
            {
                Console.Error.WriteLine("The fit did not find the settings that made the target; nothing is reported.");
                return 1;
            }

            var results = new BenchResults("fit-long", $"Fit of a pair of {minutes} minutes", $"fit-long --minutes {minutes}");
            results.Add("wall time of the program, from start to exit", run.Seconds, "s");
            results.Add("times real time", minutes * 60 / run.Seconds);
            results.Add("processor time", run.ProcessorSeconds, "s");
            foreach (var step in new[] { "load", "fit", "measure" })
            {
                results.Add($"of the wall time: {step}", root.GetProperty("times").GetProperty(step).GetDouble(), "s");
            }

            results.Add("peak memory of the process", run.PeakBytes / 1e6, "MB");
            results.Add("iterations", root.GetProperty("iterations").GetInt32());
            results.Add("evaluations", root.GetProperty("evaluations").GetInt32());
            results.Add("status", root.GetProperty("status").GetString()!);
            results.Add("engine", root.GetProperty("engine").GetString()!);
            results.AddTable("Settings", ["setting", "true", "found", "error"], rows);
            results.Write();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static object[] Row(string name, double truth, double found) => [name, truth, found, found - truth];
    }

    /// <summary>
    /// 16-bit dry and 24-bit wet file, the wet one delayed by a fraction of a sample, with noise at -80 dB; written in blocks.
    /// </summary>
    private static void WritePair(double seconds, string dryPath, string uncutPath, string wetPath)
    {
        var (rate, count) = (BenchSignals.SampleRate, (long)(seconds * BenchSignals.SampleRate));
        var compressor = new StreamingCompressor(BenchSignals.Parameters, rate);
        var random = new Random(1);
        using (var dry = new WaveFileWriter(dryPath, WaveFormat.Pcm(rate, 1, 16)))
        using (var wet = new WaveFileWriter(uncutPath, WaveFormat.IeeeFloat(rate, 1)))
        {
            ForEachBlock(count, (start, block) =>
            {
                BenchSignals.Dry(start, block);
                dry.WriteSamples(block);
                for (var n = 0; n < block.Length; n++)
                {
                    // What the 16-bit file holds.
                    block[n] = MathF.Round(block[n] * 32768) / 32768;
                }

                compressor.Process(block, block);
                for (var n = 0; n < block.Length; n++)
                {
                    block[n] += (float)(NoiseAmplitude * ((2 * random.NextDouble()) - 1));
                }

                wet.WriteSamples(block);
            });
            dry.Complete();
            wet.Complete();
        }

        using var uncut = new WaveFileSignal(uncutPath);
        var delayed = new FractionalDelaySignal(uncut, -TrueDelaySamples);
        using var delayedFile = new WaveFileWriter(wetPath, WaveFormat.Pcm(rate, 1, 24));
        ForEachBlock(count, (start, block) =>
        {
            delayed.Read(start, block);
            delayedFile.WriteSamples(block);
        });
        delayedFile.Complete();
    }

    private static void ForEachBlock(long count, Action<long, float[]> action)
    {
        for (long start = 0; start < count; start += BlockLength)
        {
            action(start, new float[(int)Math.Min(BlockLength, count - start)]);
        }
    }
}
