using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Sweeps;

namespace FourA2A.Tests.Experiment.Sweeps;

public sealed class NeighbourTests
{
    private static readonly Neighbour Far = At(90, new(-30, 5, 2, 200, 4));
    private static readonly Neighbour Near = At(80, new(-28, 3, 4, 100, 3));

    [Fact]
    public void Predict_WithoutNeighbours_HasNoStart() => Assert.Null(Neighbour.Predict(70, []));

    [Fact]
    public void Predict_FromOneNeighbour_IsThatNeighbour() => Assert.Equal(Near.Parameters, Neighbour.Predict(70, [Near]));

    [Fact]
    public void Predict_FromTwo_GoesOnAsFarAsTheyLieApart()
        => AssertNear(new(-26, 2, 8, 50, 2), Neighbour.Predict(70, [Near, Far])!);

    [Fact]
    public void Predict_OfASettingInBetween_GoesAShareOfTheWay()
        => AssertNear(new(-27, 1 + Math.Sqrt(2), 4 * Math.Sqrt(2), 100 / Math.Sqrt(2), 2.5), Neighbour.Predict(75, [Near, Far])!);

    [Fact]
    public void Predict_AcrossAGap_GoesNoFurtherThanTheyLieApart()
        => Assert.Equal(Neighbour.Predict(70, [Near, Far]), Neighbour.Predict(10, [Near, Far]));

    [Theory]
    [InlineData("converged", true)]
    [InlineData("unconfirmed", true)]
    [InlineData("notConverged", false)]
    [InlineData("atRangeEdge", false)]
    [InlineData("notIdentifiable", false)]
    public void Of_TakesMinimaOnly(string status, bool expected)
        => Assert.Equal(expected, Neighbour.Of(Near.Setting, status, Near.Parameters, 0, 1) is not null);

    [Fact]
    public void Continues_WhereTheStepIsThatOfTheNeighbours()
    {
        IReadOnlyList<Neighbour> above = [Near, Far];
        var predicted = Neighbour.Predict(70, above)!;
        Assert.True(Neighbour.Continues(70, above, predicted));
        Assert.True(Neighbour.Continues(70, above, predicted with { ThresholdDb = predicted.ThresholdDb + 1 }));

        // They lie 12.2 apart: 2 dB, 1 dB, and 6.9 for each doubling.
        Assert.True(Neighbour.Continues(70, above, predicted with { ThresholdDb = predicted.ThresholdDb + 6.1 }));
        Assert.False(Neighbour.Continues(70, above, predicted with { ThresholdDb = predicted.ThresholdDb + 6.2 }));
        Assert.False(Neighbour.Continues(70, above, predicted with { ReleaseMs = 2 * predicted.ReleaseMs }));
        Assert.False(Neighbour.Continues(70, above, predicted with { Ratio = 1 }));
    }

    [Fact]
    public void Continues_NeedsTwoNeighbours()
    {
        Assert.False(Neighbour.Continues(70, [], Near.Parameters));
        Assert.False(Neighbour.Continues(70, [Near], Near.Parameters));
    }

    private static Neighbour At(int peakReduction, CompressorParameters parameters)
        => new(new UnitSetting(LevellingMode.Limit, peakReduction), parameters, DelaySamples: -0.75, Polarity: 1);

    private static void AssertNear(CompressorParameters expected, CompressorParameters actual)
    {
        Assert.Equal(expected.ThresholdDb, actual.ThresholdDb, 1e-12);
        Assert.Equal(expected.Ratio, actual.Ratio, 1e-12);
        Assert.Equal(expected.AttackMs, actual.AttackMs, 1e-12);
        Assert.Equal(expected.ReleaseMs, actual.ReleaseMs, 1e-12);
        Assert.Equal(expected.MakeUpDb, actual.MakeUpDb, 1e-12);
    }
}
