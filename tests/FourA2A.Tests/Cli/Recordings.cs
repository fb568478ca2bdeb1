using FourA2A.Audio;

namespace FourA2A.Tests.Cli;

/// <summary>
/// Short recordings for the command line, and the ways in which they can be broken.
/// </summary>
internal static class Recordings
{
    public const int SampleRate = 44100;

    /// <summary>Decaying noise bursts: something for a compressor to do, and with a beginning for the alignment to find.</summary>
    public static float[] Bursts(double seconds = 2, int seed = 1, int sampleRate = SampleRate)
    {
        var random = new Random(seed);
        var samples = new float[(int)(seconds * sampleRate)];
        var envelope = 0.0;
        var next = 0;

        // White noise reaches up to fs/2, where no interpolator can delay it by a fraction; means of neighbours, taken
        // in a row, leave little of it there.
        var previous = new double[6];
        for (var n = 0; n < samples.Length; n++)
        {
            if (n == next)
            {
                envelope = 0.1 + (0.8 * random.NextDouble());
                next = n + (int)(sampleRate * (0.05 + (0.3 * random.NextDouble())));
            }

            envelope *= Math.Exp(-8.0 / sampleRate);
            var noise = (2 * random.NextDouble()) - 1;
            for (var stage = 0; stage < previous.Length; stage++)
            {
                (noise, previous[stage]) = (0.5 * (noise + previous[stage]), noise);
            }

            samples[n] = (float)(envelope * noise);
        }

        // Else the check for DC has something to say.
        var mean = samples.Average();
        return Array.ConvertAll(samples, sample => sample - mean);
    }

    /// <summary>Writes a 32-bit float file of one channel, or of several with the same samples.</summary>
    public static string Write(string path, float[] samples, int sampleRate = SampleRate, int channels = 1, WaveFormat? format = null)
    {
        using var writer = new WaveFileWriter(path, format ?? WaveFormat.IeeeFloat(sampleRate, channels));
        writer.WriteSamples([.. samples.SelectMany(sample => Enumerable.Repeat(sample, channels))]);
        writer.Complete();
        return path;
    }

    /// <summary>A copy of a file with its bytes changed.</summary>
    public static string Mutate(string path, string copy, Func<byte[], byte[]> change)
    {
        File.WriteAllBytes(copy, change(File.ReadAllBytes(path)));
        return copy;
    }

    /// <summary>The samples of a mono file.</summary>
    public static float[] Read(string path)
    {
        using var reader = new WaveFileReader(path);
        return reader.ReadChannels()[0];
    }
}
