// First stage of the side chain: the level of each sample, as log2 of its magnitude; 1 dB is log2(10) / 20 of it.
#include "Elementwise.cuh"
#include "Log2Exp2.cuh"

EXPORT_ELEMENTWISE_GEOMETRY;

// log2(max(|x|, floor)); samples are finite, the floor is a positive normal number.
struct LevelStage {
    float floor;
    __device__ float operator()(float x) const { return fusedLog2(larger(magnitude(x), floor)); }
};

extern "C" __global__ void __launch_bounds__(ElementwiseThreads) level(
    float floor, const float* source, float* result, unsigned long long count)
{
    mapSamples(LevelStage{floor}, source, result, count);
}
