using FourA2A.Compressor;
using FourA2A.Differentiation;
using FourA2A.Differentiation.Host;

namespace FourA2A.Bench.Stages;

/// <summary>
/// One chunk at one stage of the host's chain: its point, two directions and a cotangent, and the stage's rules at them.
/// </summary>
internal sealed class StageRun
{
    private readonly HostChain chain;
    private readonly CoreParameters parameters;
    private readonly IStage<double[]> stage;
    private readonly double[] result;

    /// <summary>Runs the chain up to the stage and fills the directions at random.</summary>
    public StageRun(HostChain chain, CoreParameters parameters, int stage, Random random)
    {
        (this.chain, this.parameters, this.stage) = (chain, parameters, chain.Stages[stage]);
        Input = chain.Dry;
        foreach (var before in chain.Stages[..stage])
        {
            var output = chain.Rent();
            before.Forward(parameters, Input, output);
            Input = output;
        }

        // What an engine in single precision can be given too.
        for (var n = 0; n < Input.Length; n++)
        {
            Input[n] = (float)Input[n];
        }

        result = chain.Rent();
        Output = chain.Rent();
        Cotangent = Noise();
        CotangentTangent = Noise();
        First = Direction(i => 1 + i);
        Second = Direction(i => 6 - i);
        InputSecond = Noise();

        double[] Noise()
        {
            var signal = chain.Rent();
            for (var n = 0; n < signal.Length; n++)
            {
                signal[n] = (2 * random.NextSingle()) - 1;
            }

            return signal;
        }

        // Of the order of the coefficients, so that no part of a result hides another.
        StageTangent<double[]> Direction(Func<int, int> theta)
        {
            Forward();
            var direction = new StageTangent<double[]>([.. CoreParameters.Names.Select((_, i) => 1e-4 * theta(i))], Noise(), chain.Rent());
            this.stage.Jvp(direction, direction.Y!);
            return direction;
        }
    }

    public double[] Input { get; }

    public double[] Output { get; }

    public double[] Cotangent { get; }

    public double[] CotangentTangent { get; }

    public StageTangent<double[]> First { get; }

    public StageTangent<double[]> Second { get; }

    public double[] InputSecond { get; }

    public double[] Forward()
    {
        stage.Forward(parameters, Input, Output);
        return Output;
    }

    public double[] Jvp()
    {
        stage.Jvp(First, result);
        return result;
    }

    public double[] Vjp()
    {
        stage.Vjp(Cotangent, result, HessianSums.Gradient);
        return result;
    }

    /// <summary>After <see cref="Vjp"/>.</summary>
    public double[] JvpOfVjp()
    {
        stage.JvpOfVjp(First, CotangentTangent, result, HessianSums.Gradient);
        return result;
    }

    public double[] JvpOfJvp()
    {
        stage.JvpOfJvp(First, Second, InputSecond, result);
        return result;
    }

    /// <summary>
    /// How far the rules are from being transposes of each other, relative to the products' magnitudes: <c>v . JVP(t) = VJP(v) . t</c>, and for the second derivative
    /// <c>v . JVP-of-JVP(t1, t2, x12) = JVP-of-VJP(t1, v') . t2 - v' . JVP(t2) + VJP(v) . x12</c>.
    /// </summary>
    public double Disagreement()
    {
        Forward();
        var ofJvp = Dot(Cotangent, Second.Y!);
        var ofSecond = Dot(Cotangent, JvpOfJvp());
        var vjp = Vjp();
        var ofVjp = Dot(vjp, Second.X!) + Sums();
        var ofInputSecond = Dot(vjp, InputSecond);
        var ofJvpOfVjp = Dot(JvpOfVjp(), Second.X!) + Sums();
        var scale = Cotangent.Zip(Second.Y!, (v, y) => Math.Abs(v * y)).Sum();
        return Math.Max(Math.Abs(ofJvp - ofVjp), Math.Abs(ofSecond - (ofJvpOfVjp - Dot(CotangentTangent, Second.Y!) + ofInputSecond))) / scale;

        double Sums() => stage.Parameters.Sum(i => chain.ReadSums()[HessianSums.Gradient + i] * Second.Theta[i]);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
