using FourA2A.Audio;

namespace FourA2A.Tests.Audio;

public sealed class FractionalDelaySignalTests
{
    private const int Length = 4000;

    // Farther from the ends than the interpolator reaches.
    private const int Margin = 64;

    [Theory]
    [InlineData(0.001, 0.25)]
    [InlineData(0.1, 0.5)]
    [InlineData(0.25, 0.999)]
    [InlineData(0.25, 1e-6)]
    [InlineData(0.4, -0.77)]
    [InlineData(0.45, 0.5)]
    [InlineData(0.45, -12.3)]
    public void Read_OfASineUpTo045Fs_IsTheMovedSine(double cyclesPerSample, double advance)
    {
        double At(double n) => Math.Sin((2 * Math.PI * cyclesPerSample * n) + 0.3);
        var source = PairSignals.Map(PairSignals.Noise(Length, 1), (_, n) => At(n));
        var found = PairSignals.Read(new FractionalDelaySignal(source, advance));
        for (var n = Margin; n < Length - Margin; n++)
        {
            // The documented 6.1e-6, and the rounding of float samples, taps and sums.
            Assert.Equal(At(n + advance), found[n], 1e-5);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, false)]
    [InlineData(-5, true)]
    [InlineData(0, true)]
    public void Read_OfAWholeAdvance_IsAnExactCopy(int advance, bool invert)
    {
        var source = PairSignals.Noise(Length, 2);
        var found = PairSignals.Read(new FractionalDelaySignal(source, advance, invert));
        for (var n = 0; n < Length; n++)
        {
            var expected = n + advance is >= 0 and < Length ? source.Samples[n + advance] : 0;
            Assert.Equal(invert ? -expected : expected, found[n]);
        }
    }

    [Fact]
    public void Read_Inverted_IsTheNegativeOfThePlainOne()
    {
        var source = PairSignals.Noise(Length, 3);
        var plain = PairSignals.Read(new FractionalDelaySignal(source, 0.3));
        var inverted = PairSignals.Read(new FractionalDelaySignal(source, 0.3, invert: true));
        Assert.Equal(plain, inverted.Select(x => -x));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(63)]
    [InlineData(1024)]
    [InlineData(1025)]
    public void Read_InBlocks_GivesTheBitsOfOneRead(int blockLength)
    {
        var moved = new FractionalDelaySignal(PairSignals.Noise(Length, 4), -0.83);
        var whole = new float[Length + 200];
        moved.Read(-100, whole);
        var blocks = new float[whole.Length];
        for (var start = 0; start < blocks.Length; start += blockLength)
        {
            moved.Read(start - 100, blocks.AsSpan(start, Math.Min(blockLength, blocks.Length - start)));
        }

        Assert.Equal(whole, blocks);
    }

    [Theory]
    [InlineData(0.001, 0.25)]
    [InlineData(0.25, 0)]
    [InlineData(0.25, -3)]
    [InlineData(0.4, 0.999)]
    [InlineData(0.45, -12.3)]
    public void Read_AlongTheTangent_AddsTheDerivative(double cyclesPerSample, double advance)
    {
        const double step = 0.05;
        var w = 2 * Math.PI * cyclesPerSample;
        var source = PairSignals.Map(PairSignals.Noise(Length, 1), (_, n) => Math.Sin((w * n) + 0.3));
        var found = PairSignals.Read(new FractionalDelaySignal(source, advance, tangentStep: step));
        for (var n = Margin; n < Length - Margin; n++)
        {
            // As for a move, and of the derivative (at most pi) step times as much.
            var phase = (w * (n + advance)) + 0.3;
            Assert.Equal(Math.Sin(phase) + (step * w * Math.Cos(phase)), found[n], 2e-5);
        }
    }

    [Fact]
    public void Read_OutsideTheSignal_IsZero()
    {
        var moved = new FractionalDelaySignal(PairSignals.Noise(100, 5), 0.5);
        var found = new float[300];
        moved.Read(-100, found);
        Assert.All(found[..100], x => Assert.Equal(0, x));
        Assert.All(found[200..], x => Assert.Equal(0, x));
        Assert.Contains(found[100..200], x => x != 0);
    }

    [Fact]
    public void Read_ThereAndBack_RestoresABandLimitedSignal()
    {
        var source = PairSignals.Map(PairSignals.Noise(Length, 6), (_, n) => (0.5 * Math.Sin(0.1 * n)) + (0.3 * Math.Cos(2.1 * n)));
        var there = new ArraySignal(PairSignals.Read(new FractionalDelaySignal(source, 0.37)), source.SampleRate);
        var back = PairSignals.Read(new FractionalDelaySignal(there, -0.37));
        for (var n = 2 * Margin; n < Length - (2 * Margin); n++)
        {
            Assert.Equal(source.Samples[n], back[n], 2e-5);
        }
    }

    [Fact]
    public void Read_FromManyThreads_GivesTheBitsOfOne()
    {
        var moved = new FractionalDelaySignal(PairSignals.Noise(100_000, 7), 0.4);
        var expected = PairSignals.Read(moved);
        Parallel.For(0, 64, part =>
        {
            var found = new float[1024];
            moved.Read(part * 1500, found);
            Assert.Equal(expected[(part * 1500)..((part * 1500) + 1024)], found);
        });
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e15)]
    public void Constructor_RefusesADelayThatIsNone(double advance)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new FractionalDelaySignal(PairSignals.Noise(10, 8), advance));
}
