namespace FourA2A.Reporting.Plots;

/// <summary>
/// Where the parts of a plot lie, in units of its drawing. On a narrow screen the drawing shrinks; the wide one then has larger
/// letters, and room for them.
/// </summary>
/// <param name="Class">Class of the figure.</param>
/// <param name="Width">Of the drawing.</param>
/// <param name="Height">Of the drawing.</param>
/// <param name="TextSize">Of the largest letters that it makes room for.</param>
/// <param name="TickSigns">Letters of the longest tick label that it makes room for.</param>
internal sealed record PlotLayout(string Class, double Width, double Height, double TextSize, int TickSigns)
{
    /// <summary>From the axis across down to the foot of its tick labels, in letter sizes; the label of the axis up stands as far above it.</summary>
    public const double TickDrop = 1.4;

    /// <summary>From the axis across down to the foot of its label, in letter sizes.</summary>
    public const double LabelDrop = 2.8;

    /// <summary>What puts a letter's middle, instead of its foot, on a line, in letter sizes.</summary>
    public const double HalfLetter = 0.35;

    /// <summary>One of several beside each other.</summary>
    public static PlotLayout Small { get; } = new("small", 400, 270, 12, 6);

    /// <summary>One alone across the page.</summary>
    public static PlotLayout Wide { get; } = new("wide", 1000, 420, 30, 4);

    /// <summary>Likewise, taller, with room for tick labels that have decimals.</summary>
    public static PlotLayout Tall { get; } = new("wide", 1000, 480, 30, 5) { Inset = 30 };

    /// <summary>One in a file of its own.</summary>
    public static PlotLayout File { get; } = new("file", 1000, 340, 12, 6);

    /// <summary>Left end of the axis across.</summary>
    public double Left => (0.6 * TickSigns * TextSize) + 8;

    /// <summary>Right end of the axis across.</summary>
    public double Right => Width - TextSize;

    /// <summary>Upper end of the axis up.</summary>
    public double Top => (1 + TickDrop) * TextSize;

    /// <summary>Lower end of the axis up.</summary>
    public double Bottom => Height - ((LabelDrop + 0.4) * TextSize);

    /// <summary>Between the ends of the axis across and its first and last tick.</summary>
    public double Inset { get; init; } = 8;
}
