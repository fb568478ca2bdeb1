using FourA2A.Audio;

namespace FourA2A.Tests.Audio;

public sealed class TrimmedSignalTests
{
    private static readonly ArraySignal Source = new(new float[] { 1, 2, 3, 4, 5 }, 8000);

    [Theory]
    [InlineData(1, 3, new float[] { 0, 0, 2, 3, 4, 0, 0 })]
    [InlineData(0, 5, new float[] { 0, 0, 1, 2, 3, 4, 5 })]
    [InlineData(-1, 3, new float[] { 0, 0, 0, 1, 2, 0, 0 })]
    [InlineData(4, 3, new float[] { 0, 0, 5, 0, 0, 0, 0 })]
    [InlineData(2, 0, new float[] { 0, 0, 0, 0, 0, 0, 0 })]
    public void Read_IsZeroOutsideTheStretch(long start, long count, float[] expected)
    {
        var found = new float[7];
        Array.Fill(found, float.NaN);
        new TrimmedSignal(Source, start, count).Read(-2, found);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Read_FarOutside_IsZero()
    {
        var found = new float[] { 1, 1 };
        var trimmed = new TrimmedSignal(Source, 1, 3);
        trimmed.Read(1_000_000_000_000, found);
        Assert.Equal([0, 0], found);
        found[0] = 1;
        trimmed.Read(-1_000_000_000_000, found);
        Assert.Equal([0, 0], found);
    }
}
