using FourA2A.Audio;

namespace FourA2A.Tests.Audio;

public sealed class ArraySignalTests
{
    [Theory]
    [InlineData(0, new float[] { 1, 2, 3 })]
    [InlineData(1, new float[] { 2, 3, 0 })]
    [InlineData(3, new float[] { 0, 0, 0 })]
    [InlineData(100, new float[] { 0, 0, 0 })]
    [InlineData(-1, new float[] { 0, 1, 2 })]
    [InlineData(-3, new float[] { 0, 0, 0 })]
    [InlineData(-5_000_000_000, new float[] { 0, 0, 0 })]
    [InlineData(5_000_000_000, new float[] { 0, 0, 0 })]
    public void Read_IsZeroOutsideTheSignal(long start, float[] expected)
    {
        var found = new float[3];
        Array.Fill(found, float.NaN);
        new ArraySignal(new float[] { 1, 2, 3 }, 1).Read(start, found);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Read_LongerThanTheSignal_IsZeroOnBothSides()
    {
        var found = new float[7];
        new ArraySignal(new float[] { 1, 2, 3 }, 1).Read(-2, found);
        Assert.Equal([0, 0, 1, 2, 3, 0, 0], found);
    }
}
