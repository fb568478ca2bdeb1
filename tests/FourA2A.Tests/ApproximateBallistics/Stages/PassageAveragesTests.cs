using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Stages;

namespace FourA2A.Tests.ApproximateBallistics.Stages;

public sealed class PassageAveragesTests
{
    private const int Frames = 700;

    // Below a frame, a whole number, where the box begins, in it, longer than the signal.
    public static TheoryData<double> Lengths => [0.001, 0.7, 1, 1.5, 7, 8.25, 64, 190.5, 191, 191.5, 192, 250.3, 699.9, 700, 701.2, 4410.5, 44100];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Forward_IsTheDirectSum(double length)
    {
        var attenuation = Attenuation(new Random(1));
        foreach (var kind in new[] { PassageKind.Attack, PassageKind.Smoothing, PassageKind.Release })
        {
            var found = Average(attenuation, AllOf(kind), length, length, length);
            AssertNear(ReferenceApproximateCompressor.Average(attenuation.AsSpan(MovingAverage.Lead), length), found);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Latest_IsTheDirectSum(double length)
    {
        var attenuation = Attenuation(new Random(2));
        var average = new MovingAverage();
        average.SetLength(length);
        var expected = ReferenceApproximateCompressor.Average(attenuation.AsSpan(MovingAverage.Lead), length);
        var history = new double[(int)Math.Ceiling(length) + MovingAverage.Lead];
        for (var k = 0; k < Frames; k++)
        {
            history.AsSpan(1).CopyTo(history);
            history[^1] = attenuation[MovingAverage.Lead + k];
            Assert.Equal(expected[k], average.Latest(history), 1e-11);
        }
    }

    [Fact]
    public void Forward_AddsMaskedAverages()
    {
        var random = new Random(3);
        var (attenuation, passages) = (Attenuation(random), Mixed(random));
        var frames = attenuation.AsSpan(MovingAverage.Lead);
        var (attack, release, smoothing) = (
            ReferenceApproximateCompressor.Average(frames, 20.5),
            ReferenceApproximateCompressor.Average(frames, 330.5),
            ReferenceApproximateCompressor.Average(frames, 60.25));
        AssertNear(
            [.. passages.Select((kind, k) => kind switch { PassageKind.Attack => attack[k], PassageKind.Release => release[k], PassageKind.Smoothing => smoothing[k], _ => 0 })],
            Average(attenuation, passages, 20.5, 330.5, 60.25));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Vjp_IsTheTransposeAndTheDerivativeByTheLength(double length)
    {
        var random = new Random(4);
        var (attenuation, adjoint) = (Attenuation(random), ApproximateSignals.Numbers(random, Frames));
        foreach (var kind in new[] { PassageKind.Attack, PassageKind.Smoothing, PassageKind.Release })
        {
            var passages = Mixed(random);
            double Sum(double tau) => ApproximateSignals.Dot(
                Average(attenuation, passages, kind == PassageKind.Attack ? tau : 30.3, kind == PassageKind.Release ? tau : 30.3, kind == PassageKind.Smoothing ? tau : 30.3), adjoint);

            var (averages, attenuationAdjoint, stages) = (new double[Frames], ApproximateSignals.Numbers(random, attenuation.Length), new PassageAverages(Frames));
            stages.SetLengths(
                kind == PassageKind.Attack ? length : 30.3, kind == PassageKind.Release ? length : 30.3, kind == PassageKind.Smoothing ? length : 30.3);
            stages.Forward(attenuation, passages, averages);
            var toLengths = stages.Vjp(attenuation, passages, averages, adjoint, attenuationAdjoint);

            // Sums of 700 products of up to 40 dB.
            Assert.Equal(
                ApproximateSignals.Dot(averages, adjoint),
                ApproximateSignals.Dot(attenuation.AsSpan(MovingAverage.Lead), attenuationAdjoint.AsSpan(MovingAverage.Lead)),
                1e-9);

            // At a whole number the tap that is about to begin does not count: the derivative from below.
            var difference = double.IsInteger(length)
                ? FiniteDifference.OneSided(Sum, length, -1e-3)
                : FiniteDifference.Central(Sum, length, Math.Min(1e-2, length / 3));
            var found = kind switch { PassageKind.Attack => toLengths.AttackFrames, PassageKind.Release => toLengths.ReleaseFrames, _ => toLengths.SmoothingFrames };
            Assert.Equal(difference, found, FiniteDifference.Tolerance * Math.Max(1, Math.Abs(difference)));
            Assert.True(length <= 1 == (found == 0), "Only the length of an average of one tap does nothing.");
        }
    }

    private static double[] Average(double[] attenuation, PassageKind[] passages, double attack, double release, double smoothing)
    {
        var stage = new PassageAverages(Frames);
        var averages = ApproximateSignals.Numbers(new Random(5), Frames);
        stage.SetLengths(attack, release, smoothing);
        stage.Forward(attenuation, passages, averages);
        return averages;
    }

    private static double[] Attenuation(Random random)
        => [.. new double[MovingAverage.Lead], .. Enumerable.Range(0, Frames).Select(_ => -40 * random.NextDouble())];

    private static PassageKind[] AllOf(PassageKind kind) => [.. Enumerable.Repeat(kind, Frames)];

    private static PassageKind[] Mixed(Random random)
    {
        var passages = new PassageKind[Frames];
        for (var k = 1; k < Frames; k++)
        {
            passages[k] = random.Next(20) == 0 ? (PassageKind)random.Next(4) : passages[k - 1];
        }

        return passages;
    }

    // Prefix sums reach 700 x 40 dB, rounded to 2e-12 each time; a box divides that by 180 at least. Direct sums are more exact still.
    private static void AssertNear(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-11));
    }
}
