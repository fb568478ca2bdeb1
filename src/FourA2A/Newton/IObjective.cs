using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// A sum of squares in n dimensions, with its derivatives.
/// </summary>
public interface IObjective
{
    /// <summary>
    /// Value and derivatives at a point.
    /// </summary>
    /// <param name="point">Coordinates, n entries.</param>
    /// <param name="what">What the answer must hold; the optimiser asks for a gradient and a Gauss-Newton matrix at least.</param>
    Evaluation Evaluate(Vector<double> point, EvaluationOrder what);
}
