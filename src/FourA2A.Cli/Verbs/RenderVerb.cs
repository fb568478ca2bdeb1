using System.CommandLine;
using FourA2A.Audio;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Compressor;
using FourA2A.Experiment;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>render</c>: sends a recording of any length and channel count through the compressor.
/// </summary>
internal sealed class RenderVerb : Verb
{
    // Frames rendered at a time: long enough that a call costs nothing, short enough to stay in the cache.
    private const int BlockFrames = 4096;

    private readonly Argument<string[]> files = new("[PARAMETERS.json] IN.wav OUT.wav")
    {
        Description = "Settings of either model (a fit's result.json will do), recording to compress, file to write. Without the first, the settings come from --curve, or all of the model are options.",
        Arity = new ArgumentArity(2, 3),
    };

    private readonly CurveOptions curve = new();
    private readonly SettingOptions settings = new();

    private readonly ChoiceOption<(WaveFormatEncoding Encoding, int Bits)> format = new(
        "--format",
        "Sample format of OUT.wav. PCM limits samples beyond full scale, and says so.",
        ("float32", (WaveFormatEncoding.IeeeFloat, 32)),
        ("float64", (WaveFormatEncoding.IeeeFloat, 64)),
        ("pcm16", (WaveFormatEncoding.Pcm, 16)),
        ("pcm24", (WaveFormatEncoding.Pcm, 24)),
        ("pcm32", (WaveFormatEncoding.Pcm, 32)));

    private readonly Option<bool> linked = new("--linked") { Description = "One gain for all channels, that of the loudest (the default)." };
    private readonly Option<bool> unlinked = new("--unlinked") { Description = "Each channel has a gain of its own." };
    private readonly Option<bool> overwrite = new("--overwrite") { Description = "Replace OUT.wav if it exists." };

    public RenderVerb(Terminal terminal, CancellationToken cancellationToken)
        : base("render", "Sends a recording through the compressor and writes what comes out. Rate and channels stay as they are.", terminal, cancellationToken)
    {
        Add(files);
        curve.AddTo(this);
        settings.AddTo(this);
        Add(format);
        Add(linked);
        Add(unlinked);
        Add(overwrite);
        Validators.Add(result =>
        {
            if (result.GetValue(linked) && result.GetValue(unlinked))
            {
                result.AddError("Found --linked and --unlinked, expected one of them.");
            }

            if (curve.AreGivenIn(result) && result.GetValue(files) is { Length: 3 } paths)
            {
                result.AddError($"Found {paths[0]} and --curve, expected settings from one of them.");
            }
        });
    }

    public override string Examples =>
        """
          foura2a render unit.fit/result.json song.wav song-compressed.wav
          foura2a render unit.fit/result.json song.wav louder.wav --make-up-db 6 --format pcm24
          foura2a render --curve unit.sweep/curve.json --mode limit --peak-reduction 63.5 song.wav limited.wav
          foura2a render song.wav out.wav --threshold-db -24 --ratio 4 --attack-ms 1 --release-ms 200 --make-up-db 0
        """;

    protected override int Run(ParseResult arguments)
    {
        var paths = arguments.GetRequiredValue(files);
        var parameters = settings.Resolve(arguments, paths.Length == 3 ? ParameterFile.ReadAny(paths[0]) : curve.ValueIn(arguments));
        var (encoding, bits) = format.ValueIn(arguments);

        using var reader = Open(paths[^2]);
        var input = reader.WaveFormat;
        using var writer = new WaveFileWriter(
            paths[^1],
            new WaveFormat(encoding, input.SampleRate, input.Channels, bits),
            arguments.GetValue(overwrite));
        var compressor = parameters.CreateProcessor(input.SampleRate, input.Channels, !arguments.GetValue(unlinked));
        Terminal.WithProgress("Rendering", report => Render(reader, compressor, writer, report));
        writer.Complete();

        if (writer.ClippedSamples > 0)
        {
            Terminal.Warn($"{paths[^1]}: limited {Format.Count(writer.ClippedSamples, "sample")} beyond full scale to it; lower --make-up-db or write float32.");
        }

        Terminal.Line($"{paths[^1]}: {(double)writer.FrameCount / input.SampleRate:0.000} s, {writer.WaveFormat}.");
        return ExitCodes.Done;
    }

    private bool Render(WaveFileReader reader, IStreamProcessor compressor, WaveFileWriter writer, Action<double?, string> report)
    {
        var channels = reader.WaveFormat.Channels;
        var block = new float[BlockFrames * channels];
        for (var start = 0L; start < reader.FrameCount; start += BlockFrames)
        {
            CancellationToken.ThrowIfCancellationRequested();
            var samples = block.AsSpan(0, (int)Math.Min(BlockFrames, reader.FrameCount - start) * channels);
            reader.Read(start, samples);
            ThrowIfNotFinite(samples, start, reader);
            compressor.Process(samples, samples);
            writer.WriteSamples(samples);
            report((double)start / reader.FrameCount, string.Empty);
        }

        return true;
    }

    private static void ThrowIfNotFinite(ReadOnlySpan<float> samples, long startFrame, WaveFileReader reader)
    {
        for (var n = 0; n < samples.Length; n++)
        {
            if (!float.IsFinite(samples[n]))
            {
                throw new InputException(
                    $"{reader.Name}: found {samples[n]} in frame {startFrame + (n / reader.WaveFormat.Channels)}, expected finite samples; export the file again.");
            }
        }
    }
}
