namespace FourA2A.Audio;

/// <summary>
/// What the samples of a WAV file are: encoding, rate, channels and bits.
/// </summary>
public sealed record WaveFormat
{
    /// <summary>Lowest accepted sample rate in Hz; below it a header is damaged rather than audio.</summary>
    public const int MinSampleRate = 1000;

    /// <summary>Highest accepted sample rate in Hz: twice the fastest rate that converters are sold with.</summary>
    public const int MaxSampleRate = 1_536_000;

    /// <summary>Most channels: above it a header is damaged rather than audio, and a frame could outgrow its 16-bit size.</summary>
    public const int MaxChannels = 1024;

    /// <summary>
    /// A format.
    /// </summary>
    /// <param name="encoding">Integer or floating point.</param>
    /// <param name="sampleRate">Frames per second.</param>
    /// <param name="channels">Samples of a frame.</param>
    /// <param name="bitsPerSample">8, 16, 24 or 32 for PCM, 32 or 64 for floating point.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside what is supported.</exception>
    public WaveFormat(WaveFormatEncoding encoding, int sampleRate, int channels, int bitsPerSample)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, MinSampleRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, MaxSampleRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, MaxChannels);
        if (!IsSupported(encoding, bitsPerSample))
        {
            throw new ArgumentOutOfRangeException(
                nameof(bitsPerSample), bitsPerSample, $"Expected {SupportedBits(encoding)} bits for {encoding}.");
        }

        Encoding = encoding;
        SampleRate = sampleRate;
        Channels = channels;
        BitsPerSample = bitsPerSample;
    }

    /// <summary>Integer or floating point.</summary>
    public WaveFormatEncoding Encoding { get; }

    /// <summary>Frames per second.</summary>
    public int SampleRate { get; }

    /// <summary>Samples of a frame.</summary>
    public int Channels { get; }

    /// <summary>Bits of a sample.</summary>
    public int BitsPerSample { get; }

    /// <summary>Bytes of a sample.</summary>
    public int BytesPerSample => BitsPerSample / 8;

    /// <summary>Bytes of a frame, one sample of each channel.</summary>
    public int BlockAlign => Channels * BytesPerSample;

    /// <summary>Integers of 8, 16, 24 or 32 bits.</summary>
    public static WaveFormat Pcm(int sampleRate, int channels, int bitsPerSample)
        => new(WaveFormatEncoding.Pcm, sampleRate, channels, bitsPerSample);

    /// <summary>Floating point of 32 or 64 bits.</summary>
    public static WaveFormat IeeeFloat(int sampleRate, int channels, int bitsPerSample = 32)
        => new(WaveFormatEncoding.IeeeFloat, sampleRate, channels, bitsPerSample);

    /// <summary>For people: <c>16-bit PCM, 44100 Hz, 2 channels</c>.</summary>
    public override string ToString()
        => $"{BitsPerSample}-bit {(Encoding == WaveFormatEncoding.Pcm ? "PCM" : "float")}, {SampleRate} Hz, " +
           (Channels == 1 ? "mono" : $"{Channels} channels");

    internal static bool IsSupported(WaveFormatEncoding encoding, int bitsPerSample) => encoding switch
    {
        WaveFormatEncoding.Pcm => bitsPerSample is 8 or 16 or 24 or 32,
        WaveFormatEncoding.IeeeFloat => bitsPerSample is 32 or 64,
        _ => false,
    };

    internal static string SupportedBits(WaveFormatEncoding encoding)
        => encoding == WaveFormatEncoding.Pcm ? "8, 16, 24 or 32" : "32 or 64";
}
