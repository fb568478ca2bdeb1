using System.Collections.Immutable;

namespace FourA2A.Reporting.Plots;

/// <summary>
/// How a series is drawn: series differ in colour and in the shape of their markers, so that neither is needed alone.
/// </summary>
/// <param name="Colour">A CSS colour, by the names of the report's style sheet.</param>
/// <param name="Marker">Path of a marker around 0, 0; empty where only the line is drawn.</param>
/// <param name="Dashed">Whether the line is dashed.</param>
/// <param name="Line">Whether there is a line at all.</param>
/// <param name="Filled">Whether the area between the first line and the second is tinted.</param>
/// <param name="Broad">Whether the line is broad and pale, so that one that lies on it hides neither.</param>
internal sealed record SeriesStyle(string Colour, string Marker, bool Dashed = false, bool Line = true, bool Filled = false, bool Broad = false)
{
    // All of about the same area.
    private static readonly ImmutableArray<string> Markers =
    [
        "M-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z",
        "M-3.2 -3.2h6.4v6.4h-6.4z",
        "M0 -4.6L4.4 3.2H-4.4z",
        "M0 -4.8L4.8 0L0 4.8L-4.8 0z",
        "M0 4.6L-4.4 -3.2H4.4z",
        "M-1.5 -4.4h3v2.9h2.9v3h-2.9v2.9h-3v-2.9h-2.9v-3h2.9z",
        "M0 -4.6L4.4 -1.4L2.7 3.7H-2.7L-4.4 -1.4z",
        "M-2.8 -4.4L0 -1.6L2.8 -4.4L4.4 -2.8L1.6 0L4.4 2.8L2.8 4.4L0 1.6L-2.8 4.4L-4.4 2.8L-1.6 0L-4.4 -2.8z",
    ];

    /// <summary>The style of the n-th series of a plot; colours and shapes repeat after eight.</summary>
    public static SeriesStyle Of(int n) => new($"var(--series-{n % Markers.Length})", Markers[n % Markers.Length]);

    /// <summary>The same as a line without markers, for many points.</summary>
    public static SeriesStyle Trace(int n) => Of(n) with { Marker = string.Empty };

    /// <summary>Dots alone, small enough for a cloud of them.</summary>
    public static SeriesStyle Cloud(int n) => Of(n) with { Marker = "M-1.8 0a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0z", Line = false };

    /// <summary>A style of a place between the ends of the ramp, for series that are ordered.</summary>
    /// <param name="n">Which of them, which decides the shape.</param>
    /// <param name="place">0..1, which decides the colour.</param>
    public static SeriesStyle OfRamp(int n, double place)
        => Of(n) with { Colour = FormattableString.Invariant($"color-mix(in oklab, var(--ramp-high) {100 * place:0}%, var(--ramp-low))") };

    /// <summary>Class of what is drawn.</summary>
    public string Class => $"series{(Dashed ? " dashed" : string.Empty)}{(Broad ? " broad" : string.Empty)}";

    /// <summary>A series to compare with, behind the others.</summary>
    public SeriesStyle AsReference() => this with { Colour = "var(--reference)", Dashed = true };
}
