// Second stage of the side chain: the static curve, a hard knee at the threshold, as an amplitude.
#include "Elementwise.cuh"
#include "SideChain.cuh"

EXPORT_ELEMENTWISE_GEOMETRY;

// f = 2^min(0, s (CT - L)), threshold and level as log2 of amplitudes.
struct GainComputerStage {
    float threshold, slope;
    __device__ float operator()(float level) const { return gainOf(excessOf(level, threshold), slope); }
};

extern "C" __global__ void __launch_bounds__(ElementwiseThreads) gainComputer(
    float threshold, float slope, const float* source, float* result, unsigned long long count)
{
    mapSamples(GainComputerStage{threshold, slope}, source, result, count);
}
