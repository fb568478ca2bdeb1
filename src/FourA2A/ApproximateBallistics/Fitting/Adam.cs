namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1):
/// <c>m = b1 m + (1 - b1) g</c>, <c>v = b2 v + (1 - b2) g^2</c>, <c>u -= rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)</c>,
/// with <c>b1 = 0.9</c>, <c>b2 = 0.999</c>, <c>epsilon = 1e-8</c>.
/// </summary>
public sealed class Adam
{
    /// <summary>The rate that Colonel and Reiss (AES 153, 2022) published for their compressor.</summary>
    public const double PublishedRate = 1e-4;

    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;

    private readonly double rate;
    private readonly double[] firstMoments;
    private readonly double[] secondMoments;
    private int steps;

    /// <summary>
    /// Before the first step.
    /// </summary>
    /// <param name="dimension">Number of coordinates.</param>
    /// <param name="rate">About the length of a step in each coordinate.</param>
    public Adam(int dimension, double rate = PublishedRate)
        => (this.rate, firstMoments, secondMoments) = (rate, new double[dimension], new double[dimension]);

    /// <summary>
    /// Where another one was; it goes on to the same bits.
    /// </summary>
    /// <param name="state">What the other one carried.</param>
    /// <param name="rate">Its rate.</param>
    public Adam(AdamState state, double rate)
    {
        ArgumentNullException.ThrowIfNull(state);
        (this.rate, steps, firstMoments, secondMoments) = (rate, state.Steps, [.. state.FirstMoments], [.. state.SecondMoments]);
    }

    /// <summary>A copy of what is carried.</summary>
    public AdamState State => new(steps, [.. firstMoments], [.. secondMoments]);

    /// <summary>
    /// Makes a step.
    /// </summary>
    /// <param name="point">The point, moved in place.</param>
    /// <param name="gradient">The gradient of the loss there, of the same length.</param>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient)
    {
        steps++;
        var firstWeight = 1 - Math.Pow(FirstDecay, steps);
        var secondWeight = 1 - Math.Pow(SecondDecay, steps);
        for (var i = 0; i < point.Length; i++)
        {
            firstMoments[i] = (FirstDecay * firstMoments[i]) + ((1 - FirstDecay) * gradient[i]);
            secondMoments[i] = (SecondDecay * secondMoments[i]) + ((1 - SecondDecay) * gradient[i] * gradient[i]);
            point[i] -= rate * (firstMoments[i] / firstWeight) / (Math.Sqrt(secondMoments[i] / secondWeight) + Epsilon);
        }
    }
}
