using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Tests.Audio;

/// <summary>Signals that the tests of pairs and alignment share.</summary>
internal static class PairSignals
{
    public const int SampleRate = 44100;

    public static ArraySignal Noise(int length, int seed, double amplitude = 0.5)
    {
        var random = new Random(seed);
        return new ArraySignal(Array.ConvertAll(new float[length], _ => (float)(amplitude * ((2 * random.NextDouble()) - 1))), SampleRate);
    }

    public static ArraySignal Sine(int length, double hertz, double amplitude = 0.5)
        => Map(new ArraySignal(new float[length], SampleRate), (_, n) => amplitude * Math.Sin(2 * Math.PI * hertz * n / SampleRate));

    public static ArraySignal Map(ISignal signal, Func<double, int, double> sample)
        => new(Read(signal).Select((x, n) => (float)sample(x, n)).ToArray(), signal.SampleRate);

    public static ArraySignal Compress(ISignal dry, CompressorParameters parameters)
    {
        var wet = new float[dry.SampleCount];
        new StreamingCompressor(parameters, dry.SampleRate).Process(Read(dry), wet);
        return new ArraySignal(wet, dry.SampleRate);
    }

    /// <summary>A wet file: compressed, then later by a delay, within the dry file's length.</summary>
    public static ArraySignal Wet(ISignal dry, CompressorParameters parameters, double delaySamples, bool invert = false)
        => new(Read(new FractionalDelaySignal(Compress(dry, parameters), -delaySamples, invert)), dry.SampleRate);

    public static ArraySignal Cut(ISignal signal, long start, int length)
        => new(Read(new TrimmedSignal(signal, start, length)), signal.SampleRate);

    public static float[] Read(ISignal signal)
    {
        var samples = new float[signal.SampleCount];
        signal.Read(0, samples);
        return samples;
    }
}
