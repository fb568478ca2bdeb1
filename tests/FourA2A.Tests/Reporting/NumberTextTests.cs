using FourA2A.Reporting;

namespace FourA2A.Tests.Reporting;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-27.54933, "−27.55")]
    [InlineData(0.0012346, "0.001235")]
    [InlineData(8, "8")]
    [InlineData(123456.7, "123457")]
    [InlineData(9.9999e-5, "1.00e-4")]
    [InlineData(-2e-7, "−2.00e-7")]
    [InlineData(double.NaN, "")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Of_HasFourDigits(double value, string text) => Assert.Equal(text, NumberText.Of(value));

    [Fact]
    public void Fixed_ZeroHasNoSign() => Assert.Equal("0.00", NumberText.Fixed(-0.001, 2));

    [Theory]
    [InlineData(-13.341978, 0.0021074, "−13.3420", "± 0.0021")]
    [InlineData(470.1765, 241.3, "470", "± 241")]
    [InlineData(214.07, 0.2764, "214.07", "± 0.28")]
    [InlineData(-0.75, 1.3e-5, "−0.75000", "± 0.00001")]
    [InlineData(4, 2e-9, "4.00000", "< 0.00001")]
    [InlineData(4, 0, "4.00000", "< 0.00001")]
    public void WithError_HasTwoDigitsOfTheError(double value, double error, string text, string errorText)
        => Assert.Equal((text, errorText), NumberText.WithError(value, error));

    [Theory]
    [InlineData(20, 10, "20")]
    [InlineData(-0.5, 0.5, "−0.5")]
    [InlineData(0.05, 0.05, "0.05")]
    public void WithStep_HasTheDecimalsOfTheStep(double value, double step, string text) => Assert.Equal(text, NumberText.WithStep(value, step));
}
