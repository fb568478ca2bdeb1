using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Sweeps;

namespace FourA2A.Tests.Experiment.Sweeps;

public sealed class NeighbourTests
{
    private static readonly CompressorParameters Near = new(-30, 5, 8, 200, -4);
    private static readonly CompressorParameters Far = new(-32, 9, 4, 400, -5);

    [Fact]
    public void Predict_WithoutTwoNeighbours_IsTheOneThereIs()
    {
        Assert.Null(Neighbour.Predict(50, []));
        Assert.Same(Near, Neighbour.Predict(50, [At(60, Near)]));
    }

    [Fact]
    public void Predict_GoesOnInProportionAndNoFurtherThanTheNeighboursLieApart()
    {
        // Half the step; then once the step, however far away.
        var half = Neighbour.Predict(75, [At(80, Near), At(90, Far)])!;
        Assert.Equal(-29, half.ThresholdDb, 1e-12);
        Assert.Equal(1 + (4 * Math.Sqrt(0.5)), half.Ratio, 1e-12);
        Assert.Equal(8 * Math.Sqrt(2), half.AttackMs, 1e-12);
        Assert.Equal(200 * Math.Sqrt(0.5), half.ReleaseMs, 1e-12);
        Assert.Equal(-3.5, half.MakeUpDb, 1e-12);
        Assert.Equal(new(-28, 3, 16, 100, -3), Neighbour.Predict(70, [At(80, Near), At(90, Far)]));
        Assert.Equal(new(-28, 3, 16, 100, -3), Neighbour.Predict(10, [At(80, Near), At(90, Far)]));
    }

    private static Neighbour At(double peakReduction, CompressorParameters parameters)
        => new(new UnitSetting(LevellingMode.Limit, peakReduction), parameters, 0);
}
