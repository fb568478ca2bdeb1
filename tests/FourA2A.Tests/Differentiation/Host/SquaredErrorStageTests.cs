using FourA2A.Differentiation.Host;

namespace FourA2A.Tests.Differentiation.Host;

/// <summary>
/// The rules of the loss, with a warm-up.
/// </summary>
public sealed class SquaredErrorStageTests
{
    private const int WarmUp = 7;

    private readonly double[] p = StageCase.Random(30, -1, 1);
    private readonly double[] first = StageCase.Random(31, -1, 1);
    private readonly double[] second = StageCase.Random(32, -1, 1);
    private readonly double[] pSecond = StageCase.Random(33, -1, 1);

    [Fact]
    public void Forward_IsTheSumAfterTheWarmUp()
    {
        var sums = new double[3];
        var stage = new SquaredErrorStage([1, 2, 3, 4], 2, sums);
        stage.Forward([9, 9, 5, 7], 1);
        Assert.Equal([0, 4 + 9, 0], sums);
    }

    [Fact]
    public void Jvp_IsTheDifferenceOfForward()
        => DerivativeAssert.IsTheDifference([At(p).Jvp(first)], h => [At(Move(p, first, h)).Loss]);

    [Fact]
    public void Vjp_IsTheTransposeOfTheJvp()
        => DerivativeAssert.AreEqualButForRounding([(1.0, At(p).Jvp(first))], [.. At(p).Vjp().Zip(first)]);

    [Fact]
    public void JvpOfVjp_IsTheDifferenceOfTheVjp()
        => DerivativeAssert.IsTheDifference(At(p).JvpOfVjp(first), h => At(Move(p, first, h)).Vjp());

    [Fact]
    public void JvpOfJvp_IsTheDifferenceOfTheJvp()
        => DerivativeAssert.IsTheDifference(
            [At(p).JvpOfJvp(first, second, pSecond)], h => [At(Move(p, first, h)).Jvp(Move(second, pSecond, h))]);

    [Fact]
    public void Rules_HaveNoWeightInTheWarmUp()
    {
        Assert.All(At(p).Vjp()[..WarmUp], value => Assert.Equal(0, value));
        Assert.All(At(p).JvpOfVjp(first)[..WarmUp], value => Assert.Equal(0, value));
        var elsewhere = first.ToArray();
        elsewhere.AsSpan(0, WarmUp).Fill(100);
        Assert.Equal(At(p).Jvp(first), At(p).Jvp(elsewhere));
        Assert.Equal(At(p).JvpOfJvp(first, second, pSecond), At(p).JvpOfJvp(elsewhere, second, pSecond));
    }

    private static double[] Move(double[] value, double[] direction, double steps) => [.. value.Zip(direction, (v, d) => v + (steps * d))];

    private static Run At(double[] point) => new(point);

    private sealed class Run
    {
        private readonly double[] sums = new double[2];
        private readonly SquaredErrorStage stage;
        private readonly int length;

        public Run(double[] p)
        {
            length = p.Length;
            stage = new SquaredErrorStage(StageCase.Random(34, -1, 1), WarmUp, sums);
            stage.Forward(p, 0);
        }

        public double Loss => sums[0];

        public double Jvp(double[] tangent)
        {
            stage.Jvp(tangent, 1);
            return sums[1];
        }

        public double[] Vjp()
        {
            var result = new double[length];
            stage.Vjp(result);
            return result;
        }

        public double[] JvpOfVjp(double[] tangent)
        {
            var result = new double[length];
            stage.JvpOfVjp(tangent, result);
            return result;
        }

        public double JvpOfJvp(double[] first, double[] second, double[] pSecond)
        {
            stage.JvpOfJvp(first, second, pSecond, 1);
            return sums[1];
        }
    }
}
