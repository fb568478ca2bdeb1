using FourA2A.Compressor;

namespace FourA2A.Tests.Compressor;

public sealed class BallisticsCoefficientsTests
{
    [Theory]
    [InlineData(0.05, 44100)]
    [InlineData(0.1, 44100)]
    [InlineData(1, 48000)]
    [InlineData(1000, 44100)]
    [InlineData(60_000, 192_000)]
    public void ToMilliseconds_UndoesFromMilliseconds(double milliseconds, double sampleRate)
    {
        var coefficient = BallisticsCoefficients.FromMilliseconds(milliseconds, sampleRate);
        Assert.InRange(coefficient, double.Epsilon, 1 - double.Epsilon);
        Assert.Equal(milliseconds, BallisticsCoefficients.ToMilliseconds(coefficient, sampleRate), 1e-14 * milliseconds);
    }

    [Fact]
    public void FromMilliseconds_IsTheDefinition()
    {
        Assert.Equal(1 - double.Exp(-2.2 / (0.001 * 44100)), BallisticsCoefficients.FromMilliseconds(1, 44100), 1e-15);
        Assert.Equal(1 - double.Exp(-2.2 / 44100), BallisticsCoefficients.FromMilliseconds(1000, 44100), 1e-15);
    }
}
