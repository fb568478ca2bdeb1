using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// All derivatives of one problem from a card, each from the results before it, along one direction: f, v and both coefficients move. With
/// them what serial recursions make of the same inputs, kernel by kernel.
/// </summary>
internal sealed class BallisticsLadder : IDisposable
{
    private readonly CudaContext context;
    private readonly BallisticsKernels kernels;
    private readonly BallisticsArrays arrays;
    private readonly float[] gain;
    private readonly float[] v;
    private readonly float[] fTangent;
    private readonly float[] vTangent;

    public BallisticsLadder(CudaContext context, BallisticsKernels kernels, BallisticsProblem problem, bool constantCotangent)
        : this(context, kernels, problem, null, constantCotangent)
    {
    }

    private BallisticsLadder(CudaContext context, BallisticsKernels kernels, BallisticsProblem problem, BallisticsLadder? sibling, bool constantCotangent)
    {
        this.context = context;
        this.kernels = kernels;
        Problem = problem;
        arrays = new BallisticsArrays(context, kernels, problem);
        gain = sibling?.gain ?? SerialGain();
        v = sibling?.v ?? problem.Uniform();
        fTangent = problem.Uniform();
        vTangent = problem.Uniform();
        if (constantCotangent)
        {
            Array.Clear(vTangent);
        }

        // Of the order of what they change.
        Tangents = new(
            (sibling is null ? 0.7 : -0.4) * problem.Coefficients.Attack, (sibling is null ? -0.6 : -0.9) * problem.Coefficients.Release);
        GTangent = arrays.Jvp(gain, fTangent, Tangents);
        Vjp = arrays.Vjp(gain, v);
        JvpOfVjp = arrays.JvpOfVjp(gain, Vjp.Adjoint, fTangent, Tangents, GTangent, vTangent);
    }

    public BallisticsProblem Problem { get; }

    public BallisticsCoefficients Tangents { get; }

    public float[] GTangent { get; }

    public (float[] Adjoint, float[] F, double[] Sums) Vjp { get; }

    public (float[] F, double[] Sums) JvpOfVjp { get; }

    /// <summary>The same f, g and v; f', a_at' and a_rt' are others, and v does not move.</summary>
    public BallisticsLadder AlongAnotherDirection() => new(context, kernels, Problem, this, true);

    public double[] V(int chunk) => Problem.Doubles(v, chunk);

    public (double[] Tangent, double[] Scale) JvpReference(int chunk)
        => BallisticsReference.Jvp(Problem.Coefficients, Decisions(chunk), F(chunk), Gain(chunk), Problem.Doubles(fTangent, chunk), RoundedTangents());

    public BallisticsCotangents VjpReference(int chunk)
        => BallisticsReference.Vjp(Problem.Coefficients, Decisions(chunk), F(chunk), Gain(chunk), V(chunk));

    public BallisticsCotangents JvpOfVjpReference(int chunk)
        => BallisticsReference.JvpOfVjp(
            Problem.Coefficients, Decisions(chunk), F(chunk), Gain(chunk), Problem.Doubles(Vjp.Adjoint, chunk), Problem.Doubles(fTangent, chunk), RoundedTangents(),
            Problem.Doubles(GTangent, chunk), Problem.Doubles(vTangent, chunk));

    /// <summary>g some way along the direction, with the decisions as they are here.</summary>
    public double[] FrozenForward(int chunk, double step)
        => BallisticsReference.Forward(CoefficientsAt(step), At(F(chunk), fTangent, chunk, step), Decisions(chunk));

    /// <summary>The VJP some way along the direction, with the decisions as they are here.</summary>
    public BallisticsCotangents FrozenVjp(int chunk, double step)
        => BallisticsReference.Vjp(
            CoefficientsAt(step), Decisions(chunk), At(F(chunk), fTangent, chunk, step), FrozenForward(chunk, step), At(V(chunk), vTangent, chunk, step));

    /// <summary>Gradient times direction: a sum over f, a_at and a_rt.</summary>
    public double Contract(float[] byF, double[] byCoefficients)
    {
        var sum = (byCoefficients[0] * Tangents.Attack) + (byCoefficients[1] * Tangents.Release);
        for (var chunk = 0; chunk < Problem.Rows.Chunks; chunk++)
        {
            sum += Problem.Doubles(byF, chunk).Zip(Problem.Doubles(fTangent, chunk), (a, b) => a * b).Sum();
        }

        return sum;
    }

    /// <summary>The VJP times direction, of magnitudes.</summary>
    public double VjpScale() => ContractedScale(VjpReference, this);

    /// <summary>The JVP of the VJP times another direction, of magnitudes.</summary>
    public double JvpOfVjpScale(BallisticsLadder other) => ContractedScale(JvpOfVjpReference, other);

    public void Dispose() => arrays.Dispose();

    private double ContractedScale(Func<int, BallisticsCotangents> cotangents, BallisticsLadder direction)
    {
        double scale = 0;
        for (var chunk = 0; chunk < Problem.Rows.Chunks; chunk++)
        {
            var one = cotangents(chunk);
            scale += one.FScale.Zip(Problem.Doubles(direction.fTangent, chunk), (a, b) => a * double.Abs(b)).Sum()
                + (one.SumScales[0] * double.Abs(direction.Tangents.Attack)) + (one.SumScales[1] * double.Abs(direction.Tangents.Release));
        }

        return scale;
    }

    private float[] SerialGain()
    {
        var serial = (float[])Problem.F.Clone();
        for (var chunk = 0; chunk < Problem.Rows.Chunks; chunk++)
        {
            var row = Problem.Row(serial, chunk);
            Array.ConvertAll(BallisticsReference.Forward(Problem.Coefficients, row).Gain, g => (float)g).CopyTo(row);
        }

        return serial;
    }

    private double[] F(int chunk) => Problem.Doubles(Problem.F, chunk);

    private double[] Gain(int chunk) => Problem.Doubles(gain, chunk);

    private bool[] Decisions(int chunk) => BallisticsReference.Decisions(F(chunk), Gain(chunk));

    // As the kernels are given them.
    private BallisticsCoefficients RoundedTangents() => new((float)Tangents.Attack, (float)Tangents.Release);

    private BallisticsCoefficients CoefficientsAt(double step)
        => new(Problem.Coefficients.Attack + (step * Tangents.Attack), Problem.Coefficients.Release + (step * Tangents.Release));

    private double[] At(double[] values, float[] tangents, int chunk, double step)
        => [.. values.Zip(Problem.Doubles(tangents, chunk), (value, tangent) => value + (step * tangent))];
}
