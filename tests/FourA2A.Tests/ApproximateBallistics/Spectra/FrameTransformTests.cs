using System.Numerics;
using FourA2A.ApproximateBallistics.Spectra;
using MathNet.Numerics.IntegralTransforms;
using static FourA2A.Tests.ApproximateBallistics.Spectra.SpectrogramSignals;

namespace FourA2A.Tests.ApproximateBallistics.Spectra;

/// <summary>
/// The transform of frames in lanes, and the scales it is made for.
/// </summary>
public sealed class FrameTransformTests
{
    // Rounding of a transform of 8192 values of order 1: half a unit, 1.1e-16, a pass, times the root of their number.
    private const double Tolerance = 1e-12;

    public static TheoryData<int> Lengths => [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Forward_IsMathNetsTransformOfTheWindowedFrames(int length)
    {
        var scale = new SpectrogramScale(length);
        var transform = new FrameTransform(scale);
        var (frames, spectrum) = (Rows(1, length), new LaneRows(length));
        transform.Forward(ref frames.Row(0), ref spectrum.Row(0));
        var window = scale.Hann();
        for (var lane = 0; lane < ComplexLanes.Count; lane++)
        {
            var expected = Lane(frames, lane);
            for (var n = 0; n < length; n++)
            {
                expected[n] *= window[n] / 2;
            }

            Fourier.Forward(expected, FourierOptions.NoScaling);
            var found = Lane(spectrum, lane);
            foreach (var (first, second) in transform.Pairs)
            {
                // A pair's place says nothing of its bin: looked for.
                var k = Array.FindIndex(expected, value => (value - found[first]).Magnitude < Tolerance);
                Assert.InRange(k, 0, length - 1);
                Assert.InRange((expected[-k & (length - 1)] - found[second]).Magnitude, 0, Tolerance);
            }
        }

        Assert.Equal(Enumerable.Range(0, length), transform.Pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AddTranspose_IsTheTransposeOfForward(int length)
    {
        var transform = new FrameTransform(new SpectrogramScale(length));
        var (frames, spectrum, cotangent, sum) = (Rows(1, length), new LaneRows(length), Rows(2, length), Rows(3, length));
        var before = sum.Span.ToArray();
        transform.Forward(ref frames.Row(0), ref spectrum.Row(0));
        var expected = Dot(cotangent.Span, spectrum.Span);
        transform.AddTranspose(ref cotangent.Row(0), ref sum.Row(0));
        var found = Dot(frames.Span, sum.Span) - Dot(frames.Span, before);
        Assert.InRange(found - expected, -Tolerance * length, Tolerance * length);
    }

    [Theory]
    [InlineData(8000, new[] { 512, 128, 32 })]
    [InlineData(44100, new[] { 2048, 512, 128 })]
    [InlineData(48000, new[] { 2048, 512, 128 })]
    [InlineData(96000, new[] { 4096, 1024, 256 })]
    [InlineData(192000, new[] { 8192, 2048, 512 })]
    [InlineData(1, new[] { 4, 4, 4 })]
    public void Scales_AreThePowersOfTwoNearestToTheirTimes(int sampleRate, int[] windows)
        => Assert.Equal(windows, SpectrogramScale.Of(sampleRate).Select(scale => scale.WindowLength));

    private static LaneRows Rows(int seed, int count)
    {
        var rows = new LaneRows(count);
        Noise(seed, rows.Span.Length).CopyTo(rows.Span);
        return rows;
    }

    private static Complex[] Lane(LaneRows rows, int lane)
    {
        var doubles = rows.Span;
        var values = new Complex[doubles.Length / ComplexLanes.Row];
        for (var n = 0; n < values.Length; n++)
        {
            values[n] = new Complex(doubles[(n * ComplexLanes.Row) + lane], doubles[(n * ComplexLanes.Row) + ComplexLanes.Count + lane]);
        }

        return values;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var n = 0; n < left.Length; n++)
        {
            sum += left[n] * right[n];
        }

        return sum;
    }
}
