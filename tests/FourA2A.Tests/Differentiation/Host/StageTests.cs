using FourA2A.Compressor;
using FourA2A.Differentiation;

namespace FourA2A.Tests.Differentiation.Host;

/// <summary>
/// The rules of every stage, against differences and against each other.
/// </summary>
public sealed class StageTests
{
    private const int Sums = 3;

    public static TheoryData<string> Names => [.. StageCase.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Jvp_IsTheDifferenceOfForward(string name)
    {
        var point = StageCase.All[name];
        var direction = point.Direction(10);
        DerivativeAssert.IsTheDifference(new Run(point).Jvp(direction), h => new Run(point.Move(direction, h)).Y);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vjp_IsTheTransposeOfTheJvp(string name)
    {
        var run = new Run(StageCase.All[name]);
        var direction = StageCase.All[name].Direction(11);
        var cotangent = StageCase.Random(12, -1, 1);
        DerivativeAssert.AreEqualButForRounding([.. cotangent.Zip(run.Jvp(direction))], run.Dot(run.Vjp(cotangent), direction));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void JvpOfVjp_IsTheDifferenceOfTheVjp(string name)
    {
        var point = StageCase.All[name];
        var direction = point.Direction(13);
        var cotangent = StageCase.Random(14, -1, 1);
        var cotangentTangent = StageCase.Random(15, -1, 1);
        var run = new Run(point);
        run.Vjp(cotangent);
        var found = run.JvpOfVjp(run.WithOutput(direction), cotangentTangent);

        // The input's and the coordinates' cotangents have scales of their own.
        DerivativeAssert.IsTheDifference(found.X, h => VjpAt(h).X);
        DerivativeAssert.IsTheDifference(found.Theta, h => VjpAt(h).Theta);

        (double[] X, double[] Theta) VjpAt(double h)
            => new Run(point.Move(direction, h)).Vjp([.. cotangent.Zip(cotangentTangent, (value, tangent) => value + (h * tangent))]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void JvpOfJvp_IsTheDifferenceOfTheJvp(string name)
    {
        var point = StageCase.All[name];
        var (first, second) = (point.Direction(16), point.Direction(17));
        var xSecond = StageCase.Random(18, -0.2, 0.2);
        var run = new Run(point);
        DerivativeAssert.IsTheDifference(
            run.JvpOfJvp(run.WithOutput(first), run.WithOutput(second), xSecond),
            h => new Run(point.Move(first, h)).Jvp(second with { X = [.. second.X!.Zip(xSecond, (value, tangent) => value + (h * tangent))] }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void JvpOfJvp_IsSymmetric(string name)
    {
        var run = new Run(StageCase.All[name]);
        var first = run.WithOutput(StageCase.All[name].Direction(19));
        var second = run.WithOutput(StageCase.All[name].Direction(20));
        DerivativeAssert.AreEqualButForRounding(run.JvpOfJvp(first, second, null), run.JvpOfJvp(second, first, null));
    }

    // ybar D2(i, j) by reverse and by forward mode: what makes the VJP of the VJP a JVP of the VJP.
    [Theory]
    [MemberData(nameof(Names))]
    public void JvpOfVjp_IsTheTransposeOfTheJvpOfJvp(string name)
    {
        var point = StageCase.All[name];
        var run = new Run(point);
        var (first, second) = (run.WithOutput(point.Direction(21)), run.WithOutput(point.Direction(22)));
        var cotangent = StageCase.Random(23, -1, 1);
        run.Vjp(cotangent);
        DerivativeAssert.AreEqualButForRounding(
            [.. cotangent.Zip(run.JvpOfJvp(first, second, null))],
            run.Dot(run.JvpOfVjp(first, new double[cotangent.Length]), second));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NullTangents_AreZero(string name)
    {
        var point = StageCase.All[name];
        var run = new Run(point);
        var zero = new double[point.X.Length];
        var cotangent = StageCase.Random(24, -1, 1);
        var direction = point.Direction(25);
        var full = run.WithOutput(direction);
        var still = direction with { X = null };
        Assert.Equal(run.Jvp(direction with { X = zero }), run.Jvp(still));
        var stillWithOutput = run.WithOutput(still);
        Assert.Equal(run.JvpOfJvp(full, stillWithOutput with { X = zero }, zero), run.JvpOfJvp(full, stillWithOutput, null));
        Assert.Equal(run.JvpOfJvp(stillWithOutput with { X = zero }, full, zero), run.JvpOfJvp(stillWithOutput, full, null));

        // A direction that has not reached the stage: the cotangents go on as in the VJP.
        var (x, theta) = run.Vjp(cotangent);
        var absent = new StageTangent<double[]>([0, 0, 0, 0, 0], null);
        run.Vjp(StageCase.Random(26, -1, 1));
        var found = run.JvpOfVjp(absent, cotangent);
        DerivativeAssert.AreEqualButForRounding(x, found.X);
        DerivativeAssert.AreEqualButForRounding(theta, found.Theta);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vjp_LeavesTheSumsOfItsCoordinatesAlone_WhetherOrNotTheInputsCotangentIsAskedFor(string name)
    {
        var point = StageCase.All[name];
        var sums = Enumerable.Repeat(double.NaN, HessianSums.Count).ToArray();
        var stage = point.Create(sums);
        var y = new double[point.X.Length];
        stage.Forward(point.Core, point.X, y);
        var cotangent = StageCase.Random(27, -1, 1);
        var (asked, notAsked) = (HessianSums.Gradient, HessianSums.Row(2));
        stage.Vjp(cotangent, new double[y.Length], asked);
        stage.Vjp(cotangent, null, notAsked);
        for (var i = 0; i < CoreParameters.Names.Length; i++)
        {
            Assert.Equal(stage.Parameters.Contains(i), !double.IsNaN(sums[asked + i]));
            Assert.Equal(sums[asked + i], sums[notAsked + i]);
        }

        var tangent = new Run(point).WithOutput(point.Direction(28));
        stage.JvpOfVjp(tangent, cotangent, new double[y.Length], asked);
        stage.JvpOfVjp(tangent, cotangent, null, notAsked);
        for (var i = 0; i < CoreParameters.Names.Length; i++)
        {
            Assert.Equal(sums[asked + i], sums[notAsked + i]);
        }

        Assert.Equal(HessianSums.Count - (2 * stage.Parameters.Length), sums.Count(double.IsNaN));
    }

    /// <summary>A stage at a point, with results in arrays of their own.</summary>
    private sealed class Run
    {
        private readonly double[] sums = new double[HessianSums.Count];
        private readonly IStage<double[]> stage;

        public Run(StageCase point)
        {
            stage = point.Create(sums);
            Y = new double[point.X.Length];
            stage.Forward(point.Core, point.X, Y);
        }

        public double[] Y { get; }

        public double[] Jvp(StageTangent<double[]> tangent) => Fill(result => stage.Jvp(tangent, result));

        public StageTangent<double[]> WithOutput(StageTangent<double[]> tangent) => tangent with { Y = Jvp(tangent) };

        public (double[] X, double[] Theta) Vjp(double[] cotangent) => (Fill(result => stage.Vjp(cotangent, result, Sums)), Theta());

        public (double[] X, double[] Theta) JvpOfVjp(StageTangent<double[]> tangent, double[] cotangentTangent)
            => (Fill(result => stage.JvpOfVjp(tangent, cotangentTangent, result, Sums)), Theta());

        public double[] JvpOfJvp(StageTangent<double[]> first, StageTangent<double[]> second, double[]? xSecond)
            => Fill(result => stage.JvpOfJvp(first, second, xSecond, result));

        /// <summary>The terms of <c>&lt;xbar, x'&gt; + &lt;thetabar, theta'&gt;</c>.</summary>
        public (double, double)[] Dot((double[] X, double[] Theta) cotangents, StageTangent<double[]> direction)
            => [.. cotangents.X.Zip(direction.X!), .. cotangents.Theta.Zip(stage.Parameters.Select(i => direction.Theta[i]))];

        private double[] Theta() => [.. stage.Parameters.Select(i => sums[Sums + i])];

        private double[] Fill(Action<double[]> rule)
        {
            var result = Enumerable.Repeat(double.NaN, Y.Length).ToArray();
            rule(result);
            return result;
        }
    }
}
