using System.Collections.Immutable;

namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// Finds the settings that a recording does not feel: gradient descent cannot move what does nothing, and what it ends with is arbitrary
/// (Colonel and Reiss, AES 153, 2022, warn of such starts).
/// </summary>
public static class InactiveParameters
{
    private const string Threshold = "thresholdDb", Ratio = "ratio", Knee = "kneeDb", MakeUp = "makeUpDb", Attack = "attackMs", Release = "releaseMs", Smoothing = "smoothingMs";

    private static readonly ImmutableArray<string> AllButMakeUp = ApproximateParameters.Names.Remove(MakeUp, StringComparer.Ordinal);

    // Where Adam ended at a ratio of 1, it swings around it.
    private const double RatioTolerance = 0.005;

    /// <summary>
    /// What does nothing by the levels and the passages alone.
    /// </summary>
    /// <param name="levels">Level of each frame of the dry signal in dB.</param>
    /// <param name="grid">How it is cut into frames.</param>
    /// <param name="settings">The settings.</param>
    public static ImmutableArray<Inactivity> Find(ReadOnlySpan<double> levels, FrameGrid grid, ApproximateParameters settings)
        => Find(levels, grid, settings, ratioOfNone: 1);

    /// <summary>
    /// What does nothing to speak of at settings that a descent found: a ratio within 0.005 of 1 counts as 1.
    /// </summary>
    /// <inheritdoc cref="Find(ReadOnlySpan{double}, FrameGrid, ApproximateParameters)" path="/param"/>
    public static ImmutableArray<Inactivity> FindAtEnd(ReadOnlySpan<double> levels, FrameGrid grid, ApproximateParameters settings)
        => Find(levels, grid, settings, 1 + RatioTolerance);

    /// <summary>
    /// What does nothing at a start: by the levels, or because the loss does not change with it.
    /// </summary>
    /// <param name="levels">Level of each frame of the dry signal in dB.</param>
    /// <param name="grid">How it is cut into frames.</param>
    /// <param name="start">The settings.</param>
    /// <param name="loss">The loss there.</param>
    /// <param name="gradient">Its derivatives by <see cref="ScaledCoordinates"/>.</param>
    public static ImmutableArray<Inactivity> FindAtStart(ReadOnlySpan<double> levels, FrameGrid grid, ApproximateParameters start, double loss, ReadOnlySpan<double> gradient)
    {
        var found = Find(levels, grid, start);
        var still = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < gradient.Length; i++)
        {
            var name = ApproximateParameters.Names[i];
            if (!AdamDescent.IsActive(gradient[i], loss) && !found.Any(inactivity => inactivity.Names.Contains(name, StringComparer.Ordinal)))
            {
                still.Add(name);
            }
        }

        return still.Count == 0 ? found : found.Add(new(still.ToImmutable(), "the loss does not change with it", "start elsewhere"));
    }

    /// <summary>
    /// What a user is told of a start, one line each.
    /// </summary>
    /// <param name="found">What does nothing there.</param>
    public static ImmutableArray<string> Lines(ImmutableArray<Inactivity> found)
    {
        var names = found.Where(inactivity => !inactivity.IsShared).SelectMany(inactivity => inactivity.Names).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> lines = [.. found.Select(inactivity => inactivity.ToString())];
        return ApproximateParameters.Names.All(name => name == MakeUp || names.Contains(name))
            ? lines.Add("Nothing but the make-up can be fitted from this start.")
            : lines;
    }

    private static ImmutableArray<Inactivity> Find(ReadOnlySpan<double> levels, FrameGrid grid, ApproximateParameters settings, double ratioOfNone)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var highest = double.NegativeInfinity;
        foreach (var level in levels)
        {
            highest = Math.Max(highest, level);
        }

        if (levels.IsEmpty)
        {
            return [new(
                AllButMakeUp,
                FormattableString.Invariant($"what is fitted of the dry recording is no longer than a window of {1000.0 * grid.Window / grid.SampleRate:0.0} ms, so that it has no level"),
                "fit a longer one")];
        }

        var excess = highest - settings.ThresholdDb;
        if (!(excess > 0))
        {
            return [new(
                AllButMakeUp,
                FormattableString.Invariant($"the level of the dry recording, at most {highest:0.0} dB, never rises above the threshold of {settings.ThresholdDb:0.0} dB"),
                "start with a lower threshold")];
        }

        if (settings.Ratio <= ratioOfNone)
        {
            return [new(
                [Threshold, Knee, Attack, Release, Smoothing],
                FormattableString.Invariant($"a ratio of {settings.Ratio:0.###} compresses nothing"),
                "start with a higher ratio")];
        }

        var found = ImmutableArray.CreateBuilder<Inactivity>();
        if (excess < settings.KneeDb)
        {
            found.Add(new(
                [Ratio, Knee],
                FormattableString.Invariant($"the level rises {excess:0.0} dB above the threshold and never leaves the knee of {settings.KneeDb:0.0} dB, where each can make up for the other"),
                "start with a narrower knee or a lower threshold",
                IsShared: true));
        }

        AddTimes(found, Passages.Find(levels, settings.ThresholdDb, grid.Frames(settings.AttackMs), grid.Frames(settings.ReleaseMs)), grid, settings);
        return found.ToImmutable();
    }

    private static void AddTimes(ImmutableArray<Inactivity>.Builder found, ReadOnlySpan<PassageKind> passages, FrameGrid grid, ApproximateParameters settings)
    {
        AddIf(!passages.Contains(PassageKind.Release), Release, "the level never falls below the threshold after it rose above it", "start with a higher threshold");
        AddIf(
            !passages.Contains(PassageKind.Smoothing),
            Smoothing,
            FormattableString.Invariant($"the level never stays above the threshold for longer than the attack of {settings.AttackMs:0.0} ms"),
            "start with a shorter attack or a lower threshold");
        foreach (var (name, milliseconds) in new[] { (Attack, settings.AttackMs), (Release, settings.ReleaseMs), (Smoothing, settings.SmoothingMs) })
        {
            AddIf(
                grid.Frames(milliseconds) <= 1 && !found.Any(inactivity => inactivity.Names.Contains(name, StringComparer.Ordinal)),
                name,
                FormattableString.Invariant($"{milliseconds:0.000} ms are no longer than a frame of {grid.Milliseconds(1):0.000} ms, whose average is itself"),
                "start with a longer one");
        }

        void AddIf(bool condition, string name, string reason, string remedy)
        {
            if (condition)
            {
                found.Add(new([name], reason, remedy));
            }
        }
    }
}
