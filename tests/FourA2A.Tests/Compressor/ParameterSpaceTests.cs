using FourA2A.Compressor;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Tests.Compressor;

public sealed class ParameterSpaceTests
{
    private const double SampleRate = 44_100;

    private static readonly ParameterSpace Space = new(ParameterRanges.Published, SampleRate);
    private static readonly CompressorParameters Settings = new(-23.5, 3.7, 4.2, 310, 1.5);

    [Theory]
    [InlineData(1.1, 0.12, 12)]
    [InlineData(4, 1, 200)]
    [InlineData(19, 95, 950)]
    public void FromPhysical_IsInvertedByToPhysical(double ratio, double attackMs, double releaseMs)
    {
        var settings = new CompressorParameters(-30, ratio, attackMs, releaseMs, -2);
        var back = Space.ToPhysical(Space.FromPhysical(settings));
        Assert.Equal(settings.ThresholdDb, back.ThresholdDb);
        Assert.Equal(1, back.Ratio / ratio, 1e-10);
        Assert.Equal(1, back.AttackMs / attackMs, 1e-10);
        Assert.Equal(1, back.ReleaseMs / releaseMs, 1e-10);
        Assert.Equal(settings.MakeUpDb, back.MakeUpDb);
    }

    [Fact]
    public void ToCore_IsTheCoreOfThePhysicalParameters()
    {
        var expected = CoreParameters.FromPhysical(Settings, SampleRate);
        var core = Space.ToCore(Space.FromPhysical(Settings));
        Assert.Equal(expected.Slope, core.Slope, 1e-12);
        Assert.Equal(1, core.SingleSmoother.Attack / expected.SingleSmoother.Attack, 1e-10);
        Assert.Equal(1, core.SingleSmoother.Release / expected.SingleSmoother.Release, 1e-10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ToUnconstrained_MatchesDifferences(int seed)
    {
        // A quadratic in the core coordinates, scaled so that each has an influence of order 1.
        var random = new Random(seed);
        var n = ParameterSpace.Dimension;
        var scale = Vector<double>.Build.DenseOfArray([0.1, 1, 20, 2000, 0.5]);
        var a = Matrix<double>.Build.Dense(n, n, (_, _) => random.NextDouble() - 0.5);
        var hessian = Matrix<double>.Build.Dense(n, n, (i, j) => scale[i] * scale[j] * (a * a.Transpose())[i, j]);
        var linear = Vector<double>.Build.Dense(n, i => scale[i] * (random.NextDouble() - 0.5));
        var u = Space.FromPhysical(new(-20, 1.5 + (5 * random.NextDouble()), 0.5 + seed, 100 + (200 * seed), 1)).Values;

        var evaluation = Space.ToUnconstrained(Core(u), new(u));

        const double step = 1e-4;
        for (var i = 0; i < n; i++)
        {
            var forward = Move(i, step);
            var back = Move(i, -step);
            Assert.Equal((forward.Loss - back.Loss) / (2 * step), evaluation.Gradient![i], 1e-6);
            for (var j = 0; j < n; j++)
            {
                var slope = (forward.Gradient![j] - back.Gradient![j]) / (2 * step);
                Assert.Equal(slope, evaluation.Hessian![i, j], 1e-6);
            }
        }

        Evaluation Move(int i, double by)
        {
            var moved = u.Clone();
            moved[i] += by;
            return Space.ToUnconstrained(Core(moved), new(moved));
        }

        Evaluation Core(Vector<double> at)
        {
            var core = Space.ToCore(new(at));
            var c = Vector<double>.Build.DenseOfArray(
                [core.ThresholdDb, core.Slope, core.SingleSmoother.Attack, core.SingleSmoother.Release, core.MakeUpDb]);
            return new((linear * c) + (0.5 * c * hessian * c), linear + (hessian * c), hessian, hessian);
        }
    }

    [Fact]
    public void ToUnconstrained_LeavesOutTheCurvatureOfTheMapInGaussNewton()
    {
        var u = Space.FromPhysical(Settings);
        var ones = Matrix<double>.Build.Dense(5, 5, 1);
        var evaluation = Space.ToUnconstrained(new(1, Vector<double>.Build.Dense(5, 1), ones, ones), u);
        var difference = evaluation.Hessian! - evaluation.GaussNewton!;
        Assert.True(difference.Diagonal().SubVector(1, 3).AbsoluteMinimum() > 0);
        Assert.Equal(0, (difference - Matrix<double>.Build.DiagonalOfDiagonalVector(difference.Diagonal())).L1Norm());
    }

    [Fact]
    public void PhysicalJacobian_MatchesDifferences()
    {
        var u = Space.FromPhysical(Settings).Values;
        var jacobian = Space.PhysicalJacobian(new(u));
        const double step = 1e-5;
        for (var i = 0; i < u.Count; i++)
        {
            var forward = Values(i, step);
            var back = Values(i, -step);
            Assert.Equal((forward[i] - back[i]) / (2 * step), jacobian[i], Math.Abs(jacobian[i]) * 1e-6);
        }

        double[] Values(int i, double by)
        {
            var moved = u.Clone();
            moved[i] += by;
            var p = Space.ToPhysical(new(moved));
            return [p.ThresholdDb, p.Ratio, p.AttackMs, p.ReleaseMs, p.MakeUpDb];
        }
    }

    [Fact]
    public void AtEdge_NamesWhatLiesAtAnEnd()
    {
        Assert.Empty(Space.AtEdge(Settings));
        Assert.Equal(["ratio"], Space.AtEdge(Settings with { Ratio = 19.99 }).ToArray());
        Assert.Equal(["attackMs", "releaseMs"], Space.AtEdge(Settings with { AttackMs = 0.1001, ReleaseMs = 999 }).ToArray());
    }

    [Fact]
    public void FromPhysical_MovesAStartBeyondTheRangesInside()
    {
        var moved = Space.ToPhysical(Space.FromPhysical(new(-20, 1000, 0.01, 5000, 0)));
        Assert.Empty(Space.AtEdge(moved));
        Assert.InRange(moved.Ratio, 19.7, 20);
        Assert.InRange(moved.AttackMs, 0.1, 0.102);
        Assert.InRange(moved.ReleaseMs, 980, 1000);
    }

    [Theory]
    [InlineData(0.5, 20)]
    [InlineData(4, 4)]
    [InlineData(2, double.NaN)]
    public void Constructor_RefusesARangeThatIsNone(double minimum, double maximum)
    {
        var ranges = ParameterRanges.Published with { MinimumRatio = minimum, MaximumRatio = maximum };
        var error = Assert.Throws<InputException>(() => new ParameterSpace(ranges, SampleRate));
        Assert.Contains("ratio range", error.Message, StringComparison.Ordinal);
    }
}
