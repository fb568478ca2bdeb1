namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// What a VJP of the ballistics gives for one chunk, or the change of it, with the scales of its rounding errors.
/// </summary>
internal sealed class BallisticsCotangents(int length)
{
    /// <summary>lambda, or lambda'.</summary>
    public double[] Adjoint { get; } = new double[length];

    public double[] AdjointScale { get; } = new double[length];

    /// <summary>dL/df, or its change.</summary>
    public double[] F { get; } = new double[length];

    public double[] FScale { get; } = new double[length];

    /// <summary>dL/da_at, dL/da_rt, or their changes.</summary>
    public double[] Sums { get; } = new double[2];

    public double[] SumScales { get; } = new double[2];

    public void Add(bool attack, double term, double scale)
    {
        Sums[attack ? 0 : 1] += term;
        SumScales[attack ? 0 : 1] += scale;
    }
}
