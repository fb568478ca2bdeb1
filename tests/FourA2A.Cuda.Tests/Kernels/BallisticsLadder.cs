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
    private readonly bool[][] attack;
    private readonly float[] difference;
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
        (difference, attack) = sibling is null ? Serial() : (sibling.difference, sibling.attack);
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
        GTangent = arrays.Jvp(difference, Tangents, fTangent);
        Vjp = sibling?.Vjp ?? arrays.Vjp(difference, v);
        JvpOfVjp = arrays.JvpOfVjp(difference, Vjp.Adjoint, Tangents, fTangent, GTangent, vTangent);
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
        => BallisticsReference.Jvp(Problem.Coefficients, attack[chunk], Difference(chunk), Problem.Doubles(fTangent, chunk), RoundedTangents());

    public BallisticsCotangents VjpReference(int chunk)
        => BallisticsReference.Vjp(Problem.Coefficients, attack[chunk], Difference(chunk), V(chunk));

    public BallisticsCotangents JvpOfVjpReference(int chunk)
        => BallisticsReference.JvpOfVjp(
            Problem.Coefficients, attack[chunk], Difference(chunk), Problem.Doubles(Vjp.Adjoint, chunk), Problem.Doubles(fTangent, chunk), RoundedTangents(),
            Problem.Doubles(GTangent, chunk), Problem.Doubles(vTangent, chunk));

    /// <summary>g_ij along this direction and another one, from a card.</summary>
    public float[] JvpOfJvp(BallisticsLadder other, float[]? fSecond)
        => arrays.JvpOfJvp(difference, (Tangents, fTangent, GTangent), (other.Tangents, other.fTangent, other.GTangent), fSecond);

    public (double[] Second, double[] Scale) JvpOfJvpReference(BallisticsLadder other, float[] fSecond, int chunk)
        => BallisticsReference.JvpOfJvp(Problem.Coefficients, attack[chunk], Direction(chunk), other.Direction(chunk), Problem.Doubles(fSecond, chunk));

    /// <summary>All derivatives along this direction again, but that what is zero of f', g' and f_ij is given as null or as zeros.</summary>
    public IEnumerable<float[]> WithoutTangents(bool asZeros)
    {
        var zeros = asZeros ? Problem.Zeros() : null;
        yield return arrays.Jvp(difference, Tangents, zeros);
        yield return arrays.JvpOfVjp(difference, Vjp.Adjoint, Tangents, zeros, GTangent, vTangent).F;
        yield return arrays.JvpOfVjp(difference, Vjp.Adjoint, Tangents, fTangent, zeros, vTangent).F;
        yield return arrays.JvpOfJvp(difference, (Tangents, zeros, GTangent), (Tangents, fTangent, zeros), zeros);
        yield return arrays.JvpOfJvp(difference, (Tangents, zeros, zeros), (Tangents, zeros, zeros), fTangent);
    }

    /// <summary>g some way along the direction, with the decisions as they are here.</summary>
    public double[] FrozenForward(int chunk, double step)
        => BallisticsReference.Forward(CoefficientsAt(step), At(F(chunk), fTangent, chunk, step), attack[chunk]);

    /// <summary>The VJP some way along the direction, with the decisions as they are here.</summary>
    public BallisticsCotangents FrozenVjp(int chunk, double step)
        => BallisticsReference.Vjp(
            CoefficientsAt(step), attack[chunk], BallisticsReference.Difference(At(F(chunk), fTangent, chunk, step), FrozenForward(chunk, step)),
            At(V(chunk), vTangent, chunk, step));

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

    private (float[] Difference, bool[][] Attack) Serial()
    {
        var differences = (float[])Problem.F.Clone();
        var attacks = new bool[Problem.Rows.Chunks][];
        for (var chunk = 0; chunk < attacks.Length; chunk++)
        {
            var row = Problem.Row(differences, chunk);
            (_, var serial, attacks[chunk]) = BallisticsReference.Forward(Problem.Coefficients, row);
            Array.ConvertAll(serial, d => (float)d).CopyTo(row);
        }

        return (differences, attacks);
    }

    private (BallisticsCoefficients Coefficients, double[] F, double[] G) Direction(int chunk)
        => (RoundedTangents(), Problem.Doubles(fTangent, chunk), Problem.Doubles(GTangent, chunk));

    private double[] F(int chunk) => Problem.Doubles(Problem.F, chunk);

    private double[] Difference(int chunk) => Problem.Doubles(difference, chunk);

    // As the kernels are given them.
    private BallisticsCoefficients RoundedTangents() => new((float)Tangents.Attack, (float)Tangents.Release);

    private BallisticsCoefficients CoefficientsAt(double step)
        => new(Problem.Coefficients.Attack + (step * Tangents.Attack), Problem.Coefficients.Release + (step * Tangents.Release));

    private double[] At(double[] values, float[] tangents, int chunk, double step)
        => [.. values.Zip(Problem.Doubles(tangents, chunk), (value, tangent) => value + (step * tangent))];
}
