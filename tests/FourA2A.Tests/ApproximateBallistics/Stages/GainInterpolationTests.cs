using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Stages;

namespace FourA2A.Tests.ApproximateBallistics.Stages;

public sealed class GainInterpolationTests
{
    [Fact]
    public void Forward_ReachesAFramesGainWhereItsDelayEnds()
    {
        var grid = new FrameGrid(44100);
        double[] gains = [1, 3, 2];
        var output = new double[240];
        new GainInterpolation(grid).Forward(Array.ConvertAll(new float[240], _ => 0.5f), gains, output);
        Assert.Equal(0.5, output[219]);
        Assert.Equal(0.6, output[220], 1e-12);
        Assert.Equal(1.5, output[grid.Delay], 1e-12);
        Assert.Equal(1.45, output[grid.Delay + 1], 1e-12);
        Assert.Equal(1, output[grid.Delay + grid.Hop], 1e-12);
    }

    [Theory]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(8000)]
    public void Vjp_IsTheTranspose(int sampleRate)
    {
        var grid = new FrameGrid(sampleRate);
        var random = new Random(sampleRate);
        var interpolation = new GainInterpolation(grid);
        int[] lengths = [0, 1, grid.Window, grid.Window + 1, grid.Delay, grid.Delay + 1, grid.Delay + 2, 3000];
        foreach (var length in lengths)
        {
            var samples = Array.ConvertAll(ApproximateSignals.Numbers(random, length), value => (float)value);
            var gains = ApproximateSignals.Numbers(random, grid.FrameCount(length) + 1);
            var adjoint = ApproximateSignals.Numbers(random, length);
            var (output, gainsAdjoint) = (new double[length], ApproximateSignals.Numbers(random, gains.Length));
            interpolation.Forward(samples, gains, output);
            interpolation.Vjp(samples, adjoint, gainsAdjoint);

            // Both are sums of at most 6000 products of numbers up to 1.
            Assert.Equal(ApproximateSignals.Dot(output, adjoint), ApproximateSignals.Dot(gains, gainsAdjoint), 1e-11);
        }
    }
}
