using FourA2A.Compressor;
using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The level stage on a card against the logarithm in double. One subclass per card.
/// </summary>
public abstract class LevelKernelTests(Card card, ITestOutputHelper output) : IDisposable
{
    private LevelKernel? kernel;

    [SkippableTheory]
    [InlineData(0.5f, 1)]
    [InlineData(1, 2)]
    public void Level_EverySampleOfABinade(float first, float last) => Matches(MappedSamples.AllBetween(first, last));

    [SkippableFact]
    public void Level_AnyMagnitudeAndSign() => Matches(MappedSamples.OfAnyMagnitude(new Random(3), 200_000));

    [SkippableFact]
    public void Level_PowersOfTwoAreExact()
    {
        int[] exponents = [.. Enumerable.Range(-26, 27 + 127)];
        Assert.Equal(exponents.Select(e => (float)e), Run([.. exponents.Select(e => float.ScaleB(1, e))]));
    }

    [SkippableFact]
    public void Level_FloorsSilenceAndDenormals()
    {
        var floor = (float)double.Log2(ModelConstants.LevelFloor);
        var quiet = Run([0, -0f, float.Epsilon, -float.Epsilon, 1e-39f, 1e-9f, -1e-9f, 9.99e-9f]);
        Assert.All(quiet, level => Assert.Equal(quiet[0], level));
        Assert.InRange(quiet[0], float.BitDecrement(floor), float.BitIncrement(floor));
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(4099)]
    public void Level_EveryLengthAndInPlace(int count)
    {
        var samples = new float[count];
        Signals.FillUniform(new Random(count), samples);
        Matches(samples);
        KernelAssert.SameBits(Run(samples), Run(samples, inPlace: true));
    }

    public void Dispose()
    {
        kernel?.Dispose();
        GC.SuppressFinalize(this);
    }

    private float[] Run(float[] samples, bool inPlace = false)
    {
        kernel ??= new(card.Context);
        return MappedSamples.Run(card.Context, samples, (stream, source, result) => kernel.Apply(stream, source, result), inPlace);
    }

    private void Matches(float[] samples)
    {
        var found = Run(samples);
        var worst = 0.0;
        for (var n = 0; n < samples.Length; n++)
        {
            var expected = double.Log2(double.Max(double.Abs(samples[n]), ModelConstants.LevelFloor));
            worst = double.Max(worst, KernelAssert.Share(found[n], expected, KernelTolerances.Level(expected), $"level of {samples[n]:R}", 0, n));
        }

        output.WriteLine($"Largest error: {worst:F3} of the bound.");
    }
}
