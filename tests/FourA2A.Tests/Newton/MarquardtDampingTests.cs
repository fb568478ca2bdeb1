using FourA2A.Newton;

namespace FourA2A.Tests.Newton;

public sealed class MarquardtDampingTests
{
    [Theory]
    [InlineData(0.9, 0.1)]
    [InlineData(0.5, 1)]
    [InlineData(0.1, 4)]
    public void Accept_FollowsTheGainRatio(double gain, double expected)
    {
        var damping = new MarquardtDamping(1);
        damping.Accept(gain);
        Assert.Equal(expected, damping.Value);
    }

    [Fact]
    public void Reject_Raises()
    {
        var damping = new MarquardtDamping(1e-3);
        damping.Reject();
        Assert.Equal(1e-2, damping.Value, 1e-15);
    }

    [Fact]
    public void Accept_NeverLeavesTheRangeOfNumbersThatMatter()
    {
        var damping = new MarquardtDamping();
        for (var i = 0; i < 1000; i++)
        {
            damping.Accept(1);
        }

        Assert.Equal(1e-12, damping.Value);
    }
}
