using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Tests.Stages;

/// <summary>
/// All that a stage computes, at random signals and directions that are the same for every chain. Signals are positive, so that no sum cancels.
/// </summary>
/// <param name="random">Of a fixed seed.</param>
/// <param name="length">Samples of the one chunk.</param>
internal sealed class StageRules(Random random, int length)
{
    public static readonly CoreParameters Point = CoreParameters.FromPhysical(new CompressorParameters(-30, 4, 2, 50, 3), 44100);

    /// <summary>Decibels of a factor of two: the unit of a card's levels.</summary>
    private static readonly double Octave = 20 * Math.Log10(2);

    private readonly List<(string Name, double[] Values)> results = [];

    /// <summary>
    /// Runs a stage forward and through each rule.
    /// </summary>
    /// <typeparam name="TSignal">See <see cref="IStage{TSignal}"/>.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="number">Which of its stages.</param>
    /// <param name="levelsAreOctaves">Whether levels are in units of log2 and not in dB.</param>
    /// <param name="isZero">Whether the changes of the input are zero, and the cotangent of the input not asked for.</param>
    /// <param name="write">Fills a signal.</param>
    /// <param name="read">Reads one.</param>
    /// <returns>Results by name, in the host's units.</returns>
    public IReadOnlyList<(string Name, double[] Values)> Of<TSignal>(
        IStageChain<TSignal> chain, int number, bool levelsAreOctaves, bool isZero, Action<double[], TSignal> write, Func<TSignal, double[]> read)
        where TSignal : class
    {
        var stage = chain.Stages[number];
        var unit = levelsAreOctaves ? Octave : 1;
        var (inputUnit, outputUnit) = (number == 1 ? unit : 1, number == 0 ? unit : 1);
        var x = Signal(Input(number), inputUnit);
        var y = chain.Rent();
        stage.Forward(Point, x, y);
        Keep("y", y, outputUnit);

        var first = Tangent("y_i");
        var second = Tangent("y_j");
        var ySecond = chain.Rent();
        stage.JvpOfJvp(first, second, isZero ? null : Signal(Uniform(), inputUnit), ySecond);
        Keep("y_ij", ySecond, outputUnit);

        var yCotangent = Signal(Uniform(), 1 / outputUnit);
        var xCotangent = isZero ? null : chain.Rent();
        stage.Vjp(yCotangent, xCotangent, HessianSums.Gradient);
        Keep("xbar", xCotangent, 1 / inputUnit);
        var yCotangentTangent = Signal(Uniform(), 1 / outputUnit);
        stage.JvpOfVjp(first, yCotangentTangent, xCotangent, HessianSums.Row(2));
        Keep("xbar'", xCotangent, 1 / inputUnit);
        var sums = chain.ReadSums();
        foreach (var i in stage.Parameters)
        {
            results.Add(($"thetabar {i}", [sums[HessianSums.Gradient + i]]));
            results.Add(($"thetabar' {i}", [sums[HessianSums.Row(2) + i]]));
        }

        return results;

        StageTangent<TSignal> Tangent(string name)
        {
            var tangent = new StageTangent<TSignal>(Theta(), isZero ? null : Signal(Uniform(), inputUnit));
            var yTangent = chain.Rent();
            stage.Jvp(tangent, yTangent);
            Keep(name, yTangent, outputUnit);
            return tangent with { Y = yTangent };
        }

        TSignal Signal(float[] values, double scale)
        {
            var signal = chain.Rent();
            write(Array.ConvertAll(values, value => value / scale), signal);
            return signal;
        }

        void Keep(string name, TSignal? signal, double scale)
        {
            if (signal is not null)
            {
                results.Add((name, Array.ConvertAll(read(signal), value => value * scale)));
            }
        }
    }

    // In the host's units: amplitudes, levels in dB around the threshold, gains that rise and fall, and what follows them.
    private float[] Input(int stage) => stage switch
    {
        1 => [.. Uniform().Select(value => -60 * (value - 0.5f))],
        2 => [.. Uniform().Select((value, n) => (n / 300 % 2 == 0 ? 0.3f : 0.9f) * (value + 0.5f) / 2)],
        _ => Uniform(),
    };

    private float[] Uniform() => [.. Enumerable.Range(0, length).Select(_ => 0.5f + random.NextSingle())];

    private ImmutableArray<double> Theta() => [.. CoreParameters.Names.Select(_ => 0.5 + random.NextDouble())];
}
