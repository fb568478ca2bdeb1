using FourA2A.ApproximateBallistics;

namespace FourA2A.Tests.ApproximateBallistics;

public sealed class RmsLevelTests
{
    private static readonly FrameGrid Grid = new(44100);

    [Fact]
    public void Measure_OfAConstant_IsItsLevel()
        => Assert.All(RmsLevel.Measure(Array.ConvertAll(new float[1000], _ => 0.1f), Grid), level => Assert.Equal(-20, level, 1e-6));

    [Fact]
    public void Measure_OfSilence_IsTheFloor()
        => Assert.All(RmsLevel.Measure(new float[1000], Grid), level => Assert.Equal(-160, level, 1e-12));

    [Fact]
    public void Measure_SeesTheWindowAndNothingElse()
    {
        for (var place = 0; place < 700; place++)
        {
            var samples = new float[700];
            samples[place] = 1;
            var levels = RmsLevel.Measure(samples, Grid);
            Assert.Equal(48, levels.Length);
            for (var k = 0; k < levels.Length; k++)
            {
                var within = place >= k * 10 && place < (k * 10) + 220;
                Assert.Equal(within ? 10 * Math.Log10(1 / 220.0) : -160, levels[k], 1e-12);
            }
        }
    }
}
