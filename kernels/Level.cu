// First stage of the side chain: the level of each sample, as log2 of its magnitude; 1 dB is log2(10) / 20 of it.
#include "Elementwise.cuh"
#include "SideChain.cuh"

EXPORT_ELEMENTWISE_GEOMETRY;

struct LevelStage {
    float floor;
    __device__ float operator()(float x) const { return levelOf(x, floor); }
};

extern "C" __global__ void __launch_bounds__(ElementwiseThreads) level(
    float floor, const float* source, float* result, unsigned long long count)
{
    mapSamples(LevelStage{floor}, source, result, count);
}
