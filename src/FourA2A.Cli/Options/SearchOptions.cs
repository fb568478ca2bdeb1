using System.CommandLine;
using FourA2A.ApproximateBallistics;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Newton;

namespace FourA2A.Cli.Options;

/// <summary>
/// How settings are sought: the options that all verbs that fit have in common.
/// </summary>
internal sealed class SearchOptions
{
    private readonly RangeOption ratioRange = new("--ratio-range", ParameterLimits.Ratio, "Range in which the ratio is sought; 1:20 unless said otherwise.");
    private readonly RangeOption attackRange = new("--attack-range", ParameterLimits.TimeMs, "Range of the attack in milliseconds; 0.1:100 unless said otherwise.");
    private readonly RangeOption releaseRange = new("--release-range", ParameterLimits.TimeMs, "Range of the release in milliseconds; 10:1000 unless said otherwise.");

    private readonly ChoiceOption<HessianKind> hessian = new(
        "--hessian",
        "Second derivatives of the Newton steps. fused (also called exact) is the engine's own exact Hessian; the four that are composed of stages give the same matrix, slower, to compare.",
        [.. HessianKinds.Words]);

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(ratioRange);
        command.Add(attackRange);
        command.Add(releaseRange);
        command.Add(hessian);
    }

    /// <summary>Ranges of ratio, attack and release.</summary>
    public ParameterRanges RangesIn(ParseResult arguments)
    {
        var ranges = ParameterRanges.Published;
        if (arguments.GetValue(ratioRange) is { } ratio)
        {
            ranges = ranges with { MinimumRatio = ratio.From, MaximumRatio = ratio.To };
        }

        if (arguments.GetValue(attackRange) is { } attack)
        {
            ranges = ranges with { MinimumAttackMs = attack.From, MaximumAttackMs = attack.To };
        }

        if (arguments.GetValue(releaseRange) is { } release)
        {
            ranges = ranges with { MinimumReleaseMs = release.From, MaximumReleaseMs = release.To };
        }

        return ranges;
    }

    /// <summary>The same of the approximate-ballistics model, whose own ranges and limits are others.</summary>
    /// <exception cref="InputException">A range leaves the limits of the model, so that what is found in it could not be rendered.</exception>
    public ApproximateRanges ApproximateRangesIn(ParseResult arguments)
    {
        var ranges = ApproximateRanges.Default;
        var (ratio, attack, release) = (arguments.GetValue(ratioRange), Average(attackRange), Average(releaseRange));
        return ranges with
        {
            MinimumRatio = ratio?.From ?? ranges.MinimumRatio,
            MaximumRatio = ratio?.To ?? ranges.MaximumRatio,
            MinimumAttackMs = attack?.From ?? ranges.MinimumAttackMs,
            MaximumAttackMs = attack?.To ?? ranges.MaximumAttackMs,
            MinimumReleaseMs = release?.From ?? ranges.MinimumReleaseMs,
            MaximumReleaseMs = release?.To ?? ranges.MaximumReleaseMs,
        };

        (double From, double To)? Average(RangeOption option)
        {
            var (minimum, maximum) = ParameterLimits.AverageMs;
            return arguments.GetValue(option) is { } range && (range.From < minimum || range.To > maximum)
                ? throw new InputException(
                    $"{option.Name}: found {range.From}:{range.To}, expected FROM:TO within {minimum}:{maximum} ms, the limits of {ModelNames.ApproximateBallistics}; narrow it.")
                : arguments.GetValue(option);
        }
    }

    /// <summary>The option of the second derivatives, which only Newton steps have.</summary>
    public Option Hessian => hessian;

    /// <summary>Second derivatives of the Newton steps.</summary>
    public HessianKind HessianIn(ParseResult arguments) => hessian.ValueIn(arguments);
}
