using System.CommandLine;
using System.Text.Json;
using FourA2A.Audio;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Files;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>check</c>: whether two recordings can be fitted, and what is wrong with them.
/// </summary>
internal sealed class CheckVerb : Verb
{
    private readonly PathArgument dryPath = new("DRY.wav", "What went into the compressor.");
    private readonly PathArgument wetPath = new("WET.wav", "What came out of it; same sample rate.");
    private readonly ChannelOption channel = new();
    private readonly PathOption json = PathOption.Json();

    public CheckVerb(Terminal terminal, CancellationToken cancellationToken)
        : base(
            "check",
            "Looks at a dry and a wet recording before a fit: formats, delay, polarity, level, clipping, DC, noise, and whether they belong together.",
            terminal,
            cancellationToken)
    {
        Add(dryPath);
        Add(wetPath);
        Add(channel);
        Add(json);
    }

    public override string Examples =>
        """
          foura2a check song-dry.wav song-wet.wav
          foura2a check song-dry.wav song-wet.wav --channel left --json check.json
        """;

    protected override int Run(ParseResult arguments)
    {
        var jsonPath = NewFile(arguments, json);
        using var files = OpenPair(arguments.GetRequiredValue(dryPath), arguments.GetRequiredValue(wetPath), channel.ValueIn(arguments));
        var (report, alignment) = Terminal.WithProgress("Checking", _ => (files.Pair.Inspect(), files.Pair.EstimateAlignment()));
        CancellationToken.ThrowIfCancellationRequested();
        if (alignment.Verdict != AlignmentVerdict.DoNotBelongTogether)
        {
            report = report.At(files.Pair.WithLag((long)Math.Round(alignment.DelaySamples)));
        }

        var record = new CheckRecord(
            1,
            CheckedFileRecord.Of(files.Dry.Reader, report.Dry),
            CheckedFileRecord.Of(files.Wet.Reader, report.Wet),
            alignment.DelaySamples,
            alignment.Polarity,
            alignment.LevelDb,
            alignment.Coherence,
            AlignmentEstimator.LowestCoherence,
            JsonNamingPolicy.CamelCase.ConvertName(alignment.Verdict.ToString()),
            report.Findings);
        if (jsonPath is not null)
        {
            JsonFile.WriteNew(jsonPath, record, CliJsonContext.Default.CheckRecord);
        }

        Print(record, alignment);
        return alignment.Verdict == AlignmentVerdict.BelongTogether ? ExitCodes.Done : ExitCodes.NotConverged;
    }

    private void Print(CheckRecord record, AlignmentResult alignment)
    {
        var (dry, wet) = (record.Dry, record.Wet);
        Terminal.Table(
            ..0,
            ["", "dry", "wet"],
            ["format", dry.Format, wet.Format],
            ["length", Length(dry), Length(wet)],
            ["peak", Format.Decibels(dry.PeakDb), Format.Decibels(wet.PeakDb)],
            ["RMS", Format.Decibels(dry.RmsDb), Format.Decibels(wet.RmsDb)],
            ["noise at most", Format.Decibels(dry.NoiseFloorDb), Format.Decibels(wet.NoiseFloorDb)],
            ["DC", $"{dry.Dc:0.000000;-0.000000;0.000000}", $"{wet.Dc:0.000000;-0.000000;0.000000}"],
            ["clipped", Clips(dry), Clips(wet)]);
        Terminal.Line();
        Terminal.Line(alignment.Description);
        foreach (var finding in record.Findings)
        {
            Terminal.Line(finding);
        }

        Terminal.Line(alignment.Verdict switch
        {
            AlignmentVerdict.DoNotBelongTogether => "Verdict: not a pair; look for the right files, or a delay of more than two seconds.",
            AlignmentVerdict.Undecided => "Verdict: too little sound at the same time in both files to tell; record more, or look for a delay of more than two seconds.",
            _ when record.Findings.IsEmpty => "Verdict: ready for fit.",
            _ => "Verdict: fit will work, with the remarks above.",
        });
    }

    private static string Length(CheckedFileRecord file) => $"{(double)file.Samples / file.SampleRate:0.000} s ({file.Samples} samples)";

    private static string Clips(CheckedFileRecord file) => file.ClipCount == 0 ? "no" : $"{Format.Times(file.ClipCount)}, {file.ClippedSamples} samples";
}
