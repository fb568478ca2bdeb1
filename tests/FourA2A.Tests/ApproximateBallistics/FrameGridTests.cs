using FourA2A.ApproximateBallistics;

namespace FourA2A.Tests.ApproximateBallistics;

public sealed class FrameGridTests
{
    [Theory]
    [InlineData(8000, 40, 2)]
    [InlineData(22050, 110, 5)]
    [InlineData(44100, 220, 10)]
    [InlineData(48000, 240, 11)]
    [InlineData(96000, 480, 22)]
    [InlineData(192000, 960, 44)]
    [InlineData(1, 1, 1)]
    public void Grid_KeepsWindowAndFrameRateAtEveryRate(int sampleRate, int window, int hop)
    {
        var grid = new FrameGrid(sampleRate);
        Assert.Equal((window, hop), (grid.Window, grid.Hop));
        Assert.Equal(123.4, grid.Milliseconds(grid.Frames(123.4)), 1e-12);
    }

    [Fact]
    public void FrameCount_IsThatOfTheGainsASignalNeeds()
    {
        var grid = new FrameGrid(44100);
        Assert.Equal([0, 0, 0, 1, 1, 2], new[] { 0, 1, 220, 221, 230, 231 }.Select(grid.FrameCount));
    }
}
