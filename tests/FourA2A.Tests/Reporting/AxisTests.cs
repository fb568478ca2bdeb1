using FourA2A.Reporting.Plots;

namespace FourA2A.Tests.Reporting;

public sealed class AxisTests
{
    private static readonly AxisQuantity Level = new("level, dB", "level_db");

    [Theory]
    [InlineData(40, 100, 6, "40,50,60,70,80,90,100")]
    [InlineData(-35.3, -13.1, 5, "−40,−35,−30,−25,−20,−15,−10")]
    [InlineData(0, 0.01, 5, "0.000,0.002,0.004,0.006,0.008,0.010")]
    [InlineData(-0.3, 0.3, 5, "−0.4,−0.2,0.0,0.2,0.4")]
    [InlineData(0, 1e6, 5, "0,200000,400000,600000,800000,1000000")]
    public void Linear_HasNiceTicks(double low, double high, int intervals, string labels)
        => Assert.Equal(labels, string.Join(',', Axis.Linear(Level, [high, low], intervals).Ticks.Select(tick => tick.Label)));

    [Fact]
    public void Linear_HoldsItsValues()
    {
        var random = new Random(1);
        for (var n = 0; n < 1000; n++)
        {
            var scale = Math.Pow(10, random.Next(-8, 9));
            double[] values = [scale * (random.NextDouble() - 0.5), scale * (random.NextDouble() - 0.5)];
            var axis = Axis.Linear(Level, values);
            var step = axis.Ticks[1].Value - axis.Ticks[0].Value;
            Assert.InRange(values.Min(), axis.Minimum - (1e-6 * step), axis.Maximum);
            Assert.InRange(values.Max(), axis.Minimum, axis.Maximum + (1e-6 * step));
            Assert.InRange(axis.Ticks.Length, 3, 9);
            Assert.Equal(axis.Ticks.Length, axis.Ticks.Select(tick => tick.Label).Distinct().Count());
        }
    }

    [Theory]
    [InlineData(4.0)]
    [InlineData(-1e-12)]
    public void Linear_OfOneValueHasItInside(double value)
    {
        var axis = Axis.Linear(Level, [value, value]);
        Assert.True(axis.Minimum < value && value < axis.Maximum);
    }

    [Fact]
    public void Linear_OfZerosBeginsThere() => Assert.Equal(0, Axis.Linear(Level, [0, 0]).Minimum);

    [Fact]
    public void Linear_DoesNotMagnifyRounding()
    {
        var axis = Axis.Linear(Level, [-0.75, -0.7500001]);
        Assert.True(axis.Maximum - axis.Minimum > 0.01);
    }

    [Fact]
    public void For_NothingIsAnAxisAllTheSame()
    {
        var axis = Axis.For(Level, [double.NaN, double.PositiveInfinity]);
        Assert.Equal((0, 1), (axis.Minimum, axis.Maximum));
    }

    [Theory]
    [InlineData(1, 19, false)]
    [InlineData(1, 21, true)]
    [InlineData(0, 21, false)]
    [InlineData(-1, 21, false)]
    public void For_IsLogarithmicWhereValuesSpread(double low, double high, bool isLogarithmic)
        => Assert.Equal(isLogarithmic, Axis.For(Level, [low, high]).IsLogarithmic);

    [Theory]
    [InlineData(0.97, 35, "0.5,1,2,5,10,20,50")]
    [InlineData(1, 10, "1,2,5,10")]
    [InlineData(3e-3, 20, "0.001,0.01,0.1,1,10,100")]
    [InlineData(1e-12, 1, "10⁻¹²,10⁻¹⁰,10⁻⁸,10⁻⁶,10⁻⁴,0.01,1")]
    [InlineData(7, 7, "5,10")]
    public void Logarithmic_HasTicksAtPowersOfTen(double low, double high, string labels)
        => Assert.Equal(labels, string.Join(',', Axis.Logarithmic(Level, [low, high]).Ticks.Select(tick => tick.Label)));

    [Fact]
    public void Position_IsLinearInTheValueOrItsLogarithm()
    {
        var linear = Axis.Linear(Level, [0, 10]);
        Assert.Equal([0, 0.25, 1], new[] { 0, 2.5, 10 }.Select(linear.Position));
        var logarithmic = Axis.Logarithmic(Level, [0.01, 100]);
        Assert.Equal([0, 0.5, 1], new[] { 0.01, 1, 100 }.Select(value => Math.Round(logarithmic.Position(value), 12)));
    }

    [Fact]
    public void Position_BeyondTheEndsIsTheEnd()
    {
        Assert.Equal([0, 1], new double[] { -5, 15 }.Select(Axis.Linear(Level, [0, 10]).Position));
        Assert.Equal([0, 1], new[] { -1, 1e9 }.Select(Axis.Logarithmic(Level, [0.01, 100]).Position));
    }
}
