using FourA2A.Compressor;
using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The level stage on a card against the logarithm and its derivatives in double. One subclass per card.
/// </summary>
public abstract class LevelKernelTests(Card card, ITestOutputHelper output) : RowKernelTests(card, output)
{
    private LevelKernels? kernels;

    private LevelKernels Kernels => kernels ??= Own(new LevelKernels(Card.Context));

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

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Derivatives_MatchTheirFormulas(int chunks, int length)
    {
        var arrays = Arrays(chunks, length);
        var (x, one, other, both) = (arrays.Filled(AroundTheFloor), arrays.Uniform(), arrays.Uniform(), arrays.Uniform());
        var (xOnCard, oneOnCard, otherOnCard, bothOnCard) = (arrays.Upload(x), arrays.Upload(one), arrays.Upload(other), arrays.Upload(both));
        var (alongOne, alongOther) = (Along(oneOnCard), Along(otherOnCard));
        Computed Slope(int n) => IsAboveTheFloor(x[n]) ? Computed.Rounded(1 / double.Log(2)) / x[n] : 0;
        Computed Curved(int n) => IsAboveTheFloor(x[n]) ? Slope(n) * (both[n] - ((Computed)one[n] * ((Computed)other[n] / x[n]))) : 0;

        var result = arrays.Result();
        Kernels.Jvp(arrays.Stream, xOnCard, alongOne, result, arrays.Rows);
        Matches("JVP", arrays, result, n => Slope(n) * one[n]);
        Kernels.Vjp(arrays.Stream, xOnCard, bothOnCard, result, arrays.Rows);
        Matches("VJP", arrays, result, n => Slope(n) * both[n]);
        Kernels.JvpOfVjp(arrays.Stream, xOnCard, oneOnCard, alongOther, bothOnCard, result, arrays.Rows);
        Matches("JVP of VJP", arrays, result, Curved);
        Kernels.JvpOfJvp(arrays.Stream, xOnCard, alongOne, alongOther, bothOnCard, result, arrays.Rows);
        Matches("JVP of JVP", arrays, result, Curved);
        Kernels.JvpOfJvp(arrays.Stream, xOnCard, alongOne, Along(null), null, result, arrays.Rows);
        Matches("JVP of JVP along nothing", arrays, result, _ => 0);
    }

    [SkippableFact]
    public void Kernels_RefuseArraysThatDoNotFit()
    {
        var arrays = Arrays(1, 100);
        var (x, result) = (arrays.Result(), arrays.Result());
        Refuses(() => Kernels.Forward(arrays.Stream, x.Slice(0, 96), result, arrays.Rows), "96");
        Refuses(() => Kernels.Jvp(arrays.Stream, x, Along(x.Slice(1, 99)), result, new ChunkRows(1, 52, 52)), "16 bytes");
        Refuses(() => Kernels.Vjp(arrays.Stream, x.Slice(0, 52), result, x.Slice(48, 52), new ChunkRows(1, 52, 52)), "overlaps");
    }

    // Any magnitude from far below the floor to 1, silence, and the floor itself.
    private static float AroundTheFloor(Random random) => random.Next(10) switch
    {
        0 => 0,
        1 => (float)ModelConstants.LevelFloor,
        2 => -(float)ModelConstants.LevelFloor,
        _ => (random.Next(2) == 0 ? 1 : -1) * float.Exp2(-30 * random.NextSingle()),
    };

    private static bool IsAboveTheFloor(float x) => float.Abs(x) > (float)ModelConstants.LevelFloor;

    private float[] Run(float[] samples, bool inPlace = false)
        => MappedSamples.Run(
            Card.Context, samples, (stream, source, result) => Kernels.Forward(stream, source, result, MappedSamples.AsRow(samples)), inPlace);

    private void Matches(float[] samples)
    {
        var found = Run(samples);
        var worst = 0.0;
        for (var n = 0; n < samples.Length; n++)
        {
            var expected = double.Log2(double.Max(double.Abs(samples[n]), ModelConstants.LevelFloor));
            worst = double.Max(worst, KernelAssert.Share(found[n], expected, KernelTolerances.Level(expected), $"level of {samples[n]:R}", 0, n));
        }

        Output.WriteLine($"Largest error: {worst:F3} of the bound.");
    }
}
