using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Curves;

namespace FourA2A.Tests.Experiment.Curves;

public sealed class ParameterCurveTests
{
    // The solution of a system of at most 13 well-conditioned equations, and values of some hundreds: a few times 1e-16 of each.
    private const double Rounding = 1e-12;

    private static readonly ParameterCurve Published = CurveFile.Read("la2a");

    /// <summary>
    /// The published settings of every second position, interpolated to the others by SciPy 1.10.1:
    /// <c>CubicSpline(x[::2], y[::2], bc_type='not-a-knot')(x[1::2])</c> and <c>PchipInterpolator(x[::2], y[::2])(x[1::2])</c>.
    /// </summary>
    public static TheoryData<LevellingMode, CurveInterpolation, double, CompressorParameters> SciPy => new()
    {
        { LevellingMode.Compress, CurveInterpolation.NotAKnot, 45, new(-14.469719624945096, 4.567773881235293, 18.136742139767325, 377.02361961773465, 0.6444678130293532) },
        { LevellingMode.Compress, CurveInterpolation.NotAKnot, 55, new(-16.000309252313208, 4.134502825460263, 8.660858248759594, 297.4645777089255, 0.6119269457911807) },
        { LevellingMode.Compress, CurveInterpolation.NotAKnot, 65, new(-18.224048901881492, 4.278066821928535, 5.495683148237211, 269.29477395330156, 0.501299604041768) },
        { LevellingMode.Compress, CurveInterpolation.NotAKnot, 75, new(-21.58739676007203, 4.237619191940342, 2.8408111591956446, 241.79004992757524, 0.37196997945596066) },
        { LevellingMode.Compress, CurveInterpolation.NotAKnot, 85, new(-27.643314712813922, 4.007520367524454, 1.7156008644295593, 237.94445184298925, 0.1579395294455545) },
        { LevellingMode.Compress, CurveInterpolation.NotAKnot, 95, new(-34.470340377518106, 3.7669774991061007, 0.9888304309653385, 250.05786749294825, 0.0484741624178631) },
        { LevellingMode.Compress, CurveInterpolation.Monotone, 45, new(-14.291245898889308, 4.580391228199005, 18.661292611152913, 380.3560256672369, 0.6584258146201168) },
        { LevellingMode.Compress, CurveInterpolation.Monotone, 55, new(-16.075884198619047, 4.1992976943076945, 8.972358480123864, 299.7257624593152, 0.6025521903949812) },
        { LevellingMode.Compress, CurveInterpolation.Monotone, 65, new(-18.1799815322837, 4.254849644559492, 5.319831020273873, 267.71054242336135, 0.5078026170911151) },
        { LevellingMode.Compress, CurveInterpolation.Monotone, 75, new(-21.70318148748477, 4.237101379847592, 2.9269236242956604, 242.00943298463247, 0.364065286222046) },
        { LevellingMode.Compress, CurveInterpolation.Monotone, 85, new(-27.820356101502615, 4.007180723413643, 1.658090055842366, 240.2166290283203, 0.14591675818029642) },
        { LevellingMode.Compress, CurveInterpolation.Monotone, 95, new(-33.806612777489775, 3.782192760029553, 1.0669508747904357, 245.3193702697754, 0.1039488734677434) },
        { LevellingMode.Limit, CurveInterpolation.NotAKnot, 45, new(-14.40637765718358, 5.026680960719075, 19.44609306759334, 354.1897683995111, 0.6593998035615577) },
        { LevellingMode.Limit, CurveInterpolation.NotAKnot, 55, new(-16.011002914181777, 4.335019454892192, 8.14097751670384, 279.8273901087897, 0.6044174620682108) },
        { LevellingMode.Limit, CurveInterpolation.NotAKnot, 65, new(-18.30139703729323, 4.608173353863613, 5.235053494772209, 258.2049863508769, 0.4912554132419505) },
        { LevellingMode.Limit, CurveInterpolation.NotAKnot, 75, new(-21.624763545181068, 4.644242724669831, 2.754738255603505, 236.98426963601793, 0.3461078945214727) },
        { LevellingMode.Limit, CurveInterpolation.NotAKnot, 85, new(-27.633137048355174, 4.578606181378875, 1.6974867460584004, 236.3001367194312, 0.24089680675284142) },
        { LevellingMode.Limit, CurveInterpolation.NotAKnot, 95, new(-34.33808964384453, 4.513590759996857, 0.9488136741066617, 251.91362747124265, 0.22358528461440336) },
        { LevellingMode.Limit, CurveInterpolation.Monotone, 45, new(-14.219220986383613, 5.0600254237651825, 20.040271268581638, 357.8064344702546, 0.6729981054908913) },
        { LevellingMode.Limit, CurveInterpolation.Monotone, 55, new(-16.090143602133427, 4.434928552866102, 8.613930000667198, 282.6153157827125, 0.5970301394191163) },
        { LevellingMode.Limit, CurveInterpolation.Monotone, 65, new(-18.250425212339344, 4.584889753103136, 5.023560739961394, 256.56129379759824, 0.4926685741188955) },
        { LevellingMode.Limit, CurveInterpolation.Monotone, 75, new(-21.750534295181087, 4.638306908635977, 2.8447288674696196, 237.59380874789653, 0.3470044003664104) },
        { LevellingMode.Limit, CurveInterpolation.Monotone, 85, new(-27.841499458976674, 4.581796166119147, 1.6297992848734393, 237.03257345880294, 0.23861080463179565) },
        { LevellingMode.Limit, CurveInterpolation.Monotone, 95, new(-33.60820772788762, 4.511244962964604, 1.0473190584746321, 249.91841817175126, 0.23644753731787205) },
    };

    /// <summary>
    /// Uneven positions, and fewer of them, by the same functions.
    /// </summary>
    public static TheoryData<int, double, double, double> SciPyOnUnevenPositions => new()
    {
        { 2, 5, 1.6666666666666667, 1.6666666666666667 },
        { 3, 5, -0.16666666666666569, 1.0740740740740744 },
        { 3, 8, 1.4533333333333331, 1.1866666666666668 },
        { 4, 5, -0.4583333333333288, 1.0740740740740744 },
        { 4, 8, 1.4906666666666661, 1.3119999999999998 },
        { 4, 35, 22.54166666666673, 2.2638888888888893 },
        { 5, 5, -1.2677777777777774, 1.0740740740740744 },
        { 5, 8, 1.5942755555555552, 1.3119999999999998 },
        { 5, 35, 3.2049382716049486, 1.2222222222222223 },
        { 6, 5, -1.2948859455481943, 1.0740740740740744 },
        { 6, 8, 1.597745401030169, 1.3119999999999998 },
        { 6, 35, 2.5573542637560216, 1.2222222222222223 },
        { 6, 90, 18.336685471343312, 8.746601820675894 },
    };

    [Theory]
    [MemberData(nameof(SciPy))]
    public void Cubics_AgreeWithSciPy_AtTheLeftOutPositions(
        LevellingMode mode, CurveInterpolation interpolation, double peakReduction, CompressorParameters expected)
        => AssertClose(expected, EverySecond(mode).At(new(mode, peakReduction), interpolation));

    [Theory]
    [InlineData(LevellingMode.Compress)]
    [InlineData(LevellingMode.Limit)]
    public void Linear_IsTheMeanHalfWay(LevellingMode mode)
    {
        var all = Published.PointsOf(mode);
        var curve = EverySecond(mode);
        for (var i = 1; i < all.Length; i += 2)
        {
            var (before, after) = (all[i - 1].Parameters, all[i + 1].Parameters);
            AssertClose(
                new(
                    (before.ThresholdDb + after.ThresholdDb) / 2,
                    (before.Ratio + after.Ratio) / 2,
                    (before.AttackMs + after.AttackMs) / 2,
                    (before.ReleaseMs + after.ReleaseMs) / 2,
                    (before.MakeUpDb + after.MakeUpDb) / 2),
                curve.At(new(mode, all[i].PeakReduction), CurveInterpolation.Linear));
        }
    }

    [Theory]
    [MemberData(nameof(SciPyOnUnevenPositions))]
    public void Cubics_AgreeWithSciPy_OnUnevenPositions(int count, double position, double notAKnot, double monotone)
    {
        var curve = Uneven(count);
        Assert.Equal(notAKnot, Ratio(curve, position, CurveInterpolation.NotAKnot), Rounding);
        Assert.Equal(monotone, Ratio(curve, position, CurveInterpolation.Monotone), Rounding);
    }

    // Lagrange's formula: with up to four points the not-a-knot spline is the polynomial through them.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void NotAKnot_ThroughFewPoints_IsTheirPolynomial(int count)
    {
        var curve = Uneven(count);
        var points = curve.PointsOf(LevellingMode.Limit);
        for (var position = points[0].PeakReduction; position <= points[^1].PeakReduction; position += 0.5)
        {
            var expected = 0.0;
            foreach (var point in points)
            {
                var term = point.Parameters.Ratio;
                foreach (var other in points.Where(other => other != point))
                {
                    term *= (position - other.PeakReduction) / (point.PeakReduction - other.PeakReduction);
                }

                expected += term;
            }

            Assert.Equal(expected, curve.Interpolate(new(LevellingMode.Limit, position), CurveInterpolation.NotAKnot).Ratio, 10 * Rounding);
        }
    }

    [Theory]
    [InlineData(CurveInterpolation.Linear)]
    [InlineData(CurveInterpolation.Monotone)]
    [InlineData(CurveInterpolation.NotAKnot)]
    public void At_GivesThePointsToTheBit(CurveInterpolation interpolation)
    {
        foreach (var (mode, points) in Published.Modes)
        {
            Assert.All(points, point => Assert.Equal(point.Parameters, Published.At(new(mode, point.PeakReduction), interpolation)));
        }
    }

    [Theory]
    [InlineData(CurveInterpolation.Linear)]
    [InlineData(CurveInterpolation.Monotone)]
    public void At_StaysBetweenThePoints_AndRisesOrFallsWithThem(CurveInterpolation interpolation)
    {
        foreach (var (mode, points) in Published.Modes)
        {
            foreach (var (left, right) in points.Zip(points.Skip(1)))
            {
                var previous = Values(left.Parameters);
                foreach (var step in Enumerable.Range(1, 50))
                {
                    var position = left.PeakReduction + (step * (right.PeakReduction - left.PeakReduction) / 50);
                    var here = Values(Published.At(new(mode, position), interpolation));
                    foreach (var (from, now, end) in previous.Zip(here, Values(right.Parameters)))
                    {
                        Assert.InRange(now, Math.Min(from, end) - Rounding, Math.Max(from, end) + Rounding);
                    }

                    previous = here;
                }
            }
        }
    }

    [Fact]
    public void Monotone_NeverLeavesTheLegalRatios_WhereItRunsToAnEnd()
    {
        var curve = Curve((0, 1.7), (10, 1), (30, 1), (31, 3.3), (100, 1));
        for (var position = 0.0; position <= 100; position += 0.01)
        {
            Assert.InRange(Ratio(curve, position, CurveInterpolation.Monotone), 1, 3.3);
        }
    }

    [Fact]
    public void OnePoint_IsACurveOfOnePosition()
    {
        var curve = Curve((40, 4));
        Assert.Equal(4, Ratio(curve, 40, CurveInterpolation.NotAKnot));
        AssertRefused(() => curve.At(new(LevellingMode.Limit, 41)), "test: found a peak reduction of 41, expected 40, the only position");
    }

    [Theory]
    [InlineData(39.99)]
    [InlineData(100.5)]
    [InlineData(double.NaN)]
    public void Beyond_IsRefused(double position)
        => AssertRefused(() => Published.At(new(LevellingMode.Compress, position)), $"la2a: found a peak reduction of {position}, expected one from 40 to 100");

    [Fact]
    public void MissingMode_IsRefused()
        => AssertRefused(() => Curve((40, 4)).At(new(LevellingMode.Compress, 40)), "test: found no points for compress, expected them beside limit");

    [Fact]
    public void NotAKnot_ThatLeavesWhatACompressorCanDo_IsRefused_AndStillShown()
    {
        var curve = Curve((0, 1), (10, 1), (20, 1), (30, 20), (40, 1), (50, 1));
        var setting = new UnitSetting(LevellingMode.Limit, 15);
        AssertRefused(() => curve.At(setting, CurveInterpolation.NotAKnot), "test: ratio: found -", "at limit 15, where the not-a-knot spline swings", "monotone");
        Assert.True(curve.Interpolate(setting, CurveInterpolation.NotAKnot).Ratio < 1);
        Assert.Equal(1, curve.At(setting).Ratio);
    }

    [Fact]
    public void Curve_RefusesWhatIsNone()
    {
        AssertRefused(() => Curve((40, 4), (40, 5)), "test: modes.limit[1].peakReduction: found 40, expected more than 40");
        AssertRefused(() => Curve((45, 4), (40, 5)), "found 40, expected more than 45");
        AssertRefused(() => Curve((40, 4), (100.5, 5)), "found 100.5, expected a number from 0 to 100");
        AssertRefused(() => Curve((double.NaN, 4)), "peakReduction: found NaN");
        AssertRefused(() => Curve((40, 0.5)), "modes.limit[0].parameters.ratio: found 0.5");
    }

    [Fact]
    public void Curve_WithoutPointsForAMode_LacksTheMode()
    {
        var curve = new ParameterCurve("test", new Dictionary<LevellingMode, ImmutableArray<CurvePoint>> { [LevellingMode.Limit] = [] });
        Assert.Empty(curve.Modes);
        AssertRefused(() => curve.At(new(LevellingMode.Limit, 40)), "expected them beside none of any mode");
    }

    private static ParameterCurve EverySecond(LevellingMode mode)
        => new("every second", new Dictionary<LevellingMode, ImmutableArray<CurvePoint>>
        {
            [mode] = [.. Published.PointsOf(mode).Where((_, index) => index % 2 == 0)],
        });

    private static ParameterCurve Uneven(int count)
        => Curve([.. new (double, double)[] { (0, 3), (7.5, 1), (10, 4), (40, 1), (55, 5), (100, 9) }[..count]]);

    private static ParameterCurve Curve(params (double Position, double Ratio)[] points)
        => new("test", new Dictionary<LevellingMode, ImmutableArray<CurvePoint>>
        {
            [LevellingMode.Limit] =
            [
                .. points.Select(point => new CurvePoint
                {
                    PeakReduction = point.Position,
                    Parameters = CompressorParameters.PublishedStart with { Ratio = point.Ratio },
                }),
            ],
        });

    private static double Ratio(ParameterCurve curve, double position, CurveInterpolation interpolation)
        => curve.Interpolate(new(LevellingMode.Limit, position), interpolation).Ratio;

    private static double[] Values(CompressorParameters parameters) => [.. ParameterLimits.Of(parameters).Select(parameter => parameter.Value)];

    private static void AssertClose(CompressorParameters expected, CompressorParameters actual)
    {
        foreach (var (e, a) in Values(expected).Zip(Values(actual)))
        {
            Assert.Equal(e, a, Rounding * Math.Max(1, Math.Abs(e)));
        }
    }

    private static void AssertRefused(Action action, params string[] words)
    {
        var exception = Assert.Throws<InputException>(action);
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', exception.Message);
    }
}
