using FourA2A.Compressor;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Engines;

/// <summary>
/// The sums over samples that make up an evaluation, of one chunk or of many. Matrices are packed upper triangles,
/// row after row: (0,0), (0,1), ..., (0,n-1), (1,1), ...
/// </summary>
internal sealed class SerialSums
{
    /// <summary>Entries of a gradient.</summary>
    public static readonly int Count = CoreParameters.Names.Length;

    /// <summary>Entries of a packed upper triangle.</summary>
    public static readonly int PairCount = Count * (Count + 1) / 2;

    /// <summary>Bytes of an instance.</summary>
    public static long Bytes => sizeof(double) * (1 + Count + (2 * PairCount));

    /// <summary><c>sum w r^2</c>.</summary>
    public double Loss { get; set; }

    /// <summary><c>sum w r (P z_i)</c>.</summary>
    public double[] First { get; } = new double[Count];

    /// <summary><c>sum w (P z_i)(P z_j)</c>.</summary>
    public double[] Products { get; } = new double[PairCount];

    /// <summary><c>sum w r (P z_ij)</c>.</summary>
    public double[] Second { get; } = new double[PairCount];

    /// <summary>
    /// Adds the sums of another chunk.
    /// </summary>
    public void Add(SerialSums other)
    {
        Loss += other.Loss;
        for (var i = 0; i < Count; i++)
        {
            First[i] += other.First[i];
        }

        for (var pair = 0; pair < PairCount; pair++)
        {
            Products[pair] += other.Products[pair];
            Second[pair] += other.Second[pair];
        }
    }

    /// <summary>
    /// <c>gradient = 2 sum w r P z_i</c>, <c>GN = 2 sum w (P z_i)(P z_j)</c>, <c>H = GN + 2 sum w r P z_ij</c>.
    /// </summary>
    public Evaluation ToEvaluation(EvaluationOrder what)
        => new(
            Loss,
            what >= EvaluationOrder.Gradient ? Vector<double>.Build.Dense(Count, i => 2 * First[i]) : null,
            what >= EvaluationOrder.GaussNewton ? Unpack(pair => 2 * Products[pair]) : null,
            what >= EvaluationOrder.ExactHessian ? Unpack(pair => 2 * (Products[pair] + Second[pair])) : null);

    private static Matrix<double> Unpack(Func<int, double> entry)
    {
        var matrix = Matrix<double>.Build.Dense(Count, Count);
        var pair = 0;
        for (var i = 0; i < Count; i++)
        {
            for (var j = i; j < Count; j++)
            {
                matrix[i, j] = matrix[j, i] = entry(pair++);
            }
        }

        return matrix;
    }
}
