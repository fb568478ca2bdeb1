using FourA2A.Compressor;

namespace FourA2A.Differentiation;

/// <summary>
/// Numbers of the sums that a strategy leaves in a chain.
/// </summary>
public static class HessianSums
{
    /// <summary>The loss.</summary>
    public const int Loss = 0;

    /// <summary>The first of the gradient's five.</summary>
    public const int Gradient = 1;

    /// <summary>For results that a sweep gives and nobody needs, five.</summary>
    public const int Unused = Gradient + ParameterCount;

    /// <summary>How many there are.</summary>
    public const int Count = FirstRow + (ParameterCount * ParameterCount);

    private const int ParameterCount = CoreParameters.MakeUp + 1;

    private const int FirstRow = Unused + ParameterCount;

    /// <summary>The first of the five of a row of the Hessian; entry (i, j) is number <c>Row(i) + j</c>.</summary>
    public static int Row(int i) => FirstRow + (ParameterCount * i);
}
