using FourA2A.ApproximateBallistics.Stages;

namespace FourA2A.Tests.ApproximateBallistics.Stages;

public sealed class MakeUpGainTests
{
    [Fact]
    public void Gain_IsOneWithoutAttenuationAndMakeUp() => Assert.Equal(1, new MakeUpGain(0).Gain(-0.0));

    [Fact]
    public void Vjp_IsTheDerivative()
    {
        var random = new Random(1);
        double[] attenuation = [.. ApproximateSignals.Numbers(random, 50).Select(value => 20 * (value - 1))];
        var adjoint = ApproximateSignals.Numbers(random, attenuation.Length);
        var gains = new double[attenuation.Length];
        new MakeUpGain(3.5).Forward(attenuation, gains);
        var found = (double[])adjoint.Clone();
        var toMakeUp = MakeUpGain.Vjp(gains, found);

        double Sum(double makeUp) => attenuation.Zip(adjoint, (g, a) => a * new MakeUpGain(makeUp).Gain(g)).Sum();
        Assert.Equal(FiniteDifference.Central(Sum, 3.5, 1e-2), toMakeUp, FiniteDifference.Tolerance * Math.Abs(toMakeUp));
        for (var k = 0; k < gains.Length; k++)
        {
            var difference = FiniteDifference.Central(g => adjoint[k] * new MakeUpGain(3.5).Gain(g), attenuation[k], 1e-2);
            Assert.Equal(difference, found[k], FiniteDifference.Tolerance * Math.Abs(difference));
        }
    }
}
