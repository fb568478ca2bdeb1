using FourA2A.Compressor;

namespace FourA2A.Experiment;

/// <summary>
/// One accepted step of a fit, as it is written to a result; see <c>FourA2A.Newton.IterationRecord</c> for the definitions.
/// </summary>
/// <param name="Iteration">0 for the start, then 1, 2, ...</param>
/// <param name="Evaluations">Evaluations so far.</param>
/// <param name="Loss">Loss at the point.</param>
/// <param name="ResidualCosine">Scaled gradient at the point.</param>
/// <param name="StepFraction">Fraction of the direction that was taken.</param>
/// <param name="LargestStep">Largest entry of the step, in unconstrained coordinates.</param>
/// <param name="GainRatio">Actual over predicted decrease.</param>
/// <param name="Damping">Damping that the step was computed with.</param>
/// <param name="Parameters">The point in physical units.</param>
/// <param name="DelaySamples">Delay at the point in samples, wet later than dry positive.</param>
/// <param name="Attempt">The start that the step goes back to: 0 for the first, then 1, 2, ... for each restart.</param>
/// <param name="RelativeLoss">Loss over the energy of the pre-emphasised target in the same chunks: about the ESR at the point.</param>
public sealed record IterationRow(
    int Iteration,
    int Evaluations,
    double Loss,
    double ResidualCosine,
    double StepFraction,
    double LargestStep,
    double GainRatio,
    double Damping,
    CompressorParameters Parameters,
    double DelaySamples,
    int Attempt = 0,
    double RelativeLoss = double.NaN);
