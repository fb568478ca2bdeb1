// First stage of the side chain: the level of each sample, as log2 of its magnitude; 1 dB is log2(10) / 20 of it.
#include "Elementwise.cuh"
#include "SideChain.cuh"

EXPORT_ELEMENTWISE_GEOMETRY;

// D = 1 / (x ln 2) above the floor; below it the level is constant.
__device__ static inline float levelSlope(float x, float floor) { return magnitude(x) > floor ? 1.4426950408889634f / x : 0.0f; }

// L.
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) level(
    float floor, const float* x, float* result, unsigned length, unsigned long long pitch)
{
    mapRows({length, pitch}, {x}, result, [&](const float (&in)[1], unsigned) { return levelOf(in[0], floor); });
}

// D v.
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) levelFirstDerivative(
    float floor, const float* x, const float* v, float* result, unsigned length, unsigned long long pitch)
{
    mapRows({length, pitch}, {x, v}, result, [&](const float (&in)[2], unsigned) { return levelSlope(in[0], floor) * in[1]; });
}

// D (w - u v / x).
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) levelSecondDerivative(
    float floor, const float* x, const float* u, const float* v, const float* w, float* result, unsigned length, unsigned long long pitch)
{
    mapRows({length, pitch}, {x, u, v, w}, result, [&](const float (&in)[4], unsigned) {
        // Where D is zero x may be so too.
        const float slope = levelSlope(in[0], floor);
        return slope == 0.0f ? 0.0f : slope * fusedMultiplyAdd(-in[1], in[2] / in[0], in[3]);
    });
}
