using FourA2A.Compressor;
using FourA2A.Newton;

namespace FourA2A.Experiment;

/// <summary>
/// One line of a fit's log, and what a fit reports while it runs.
/// </summary>
/// <param name="Attempt">The start that the run goes back to: 0 for the first, then 1, 2, ... for each restart.</param>
/// <param name="Step">The optimiser's record; its iterations and evaluations count from the beginning of a run, and every delay is a run.</param>
/// <param name="Parameters">The point in physical units.</param>
/// <param name="DelaySamples">Delay of the wet file at which the loss was computed, positive if later.</param>
/// <param name="RelativeLoss">Loss over the energy of the pre-emphasised target.</param>
public sealed record FitRecord(
    int Attempt,
    IterationRecord Step,
    CompressorParameters Parameters,
    double DelaySamples,
    double RelativeLoss);
