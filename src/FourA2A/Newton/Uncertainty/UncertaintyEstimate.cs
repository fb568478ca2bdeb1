using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton.Uncertainty;

/// <summary>
/// How well the data determine the parameters.
/// </summary>
/// <param name="Names">Names of the n parameters.</param>
/// <param name="StandardErrors">One standard error each, in the unit of the name; infinite where the data say nothing.</param>
/// <param name="Correlations">n x n correlation coefficients, in the order of the names; NaN where an error is infinite.</param>
/// <param name="NotIdentifiable">Names of the parameters that the data do not determine.</param>
/// <param name="ResidualVariance">Variance of a residual sample that the errors were computed with.</param>
public sealed record UncertaintyEstimate(
    ImmutableArray<string> Names,
    Vector<double> StandardErrors,
    Matrix<double> Correlations,
    ImmutableArray<string> NotIdentifiable,
    double ResidualVariance)
{
    /// <summary>The standard error of a parameter.</summary>
    public double StandardError(string name) => StandardErrors[Names.IndexOf(name)];
}
