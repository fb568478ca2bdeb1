// The smoothed gain and the make-up on the dry sample, z = x g G with G = 10^(gamma / 20); a change of gamma is given as c' = k gamma', the change of ln G.
#include "Elementwise.cuh"

EXPORT_ELEMENTWISE_GEOMETRY;

// k = ln 10 / 20: d ln G by gamma.
constexpr double SumScale[1] = {0.11512925464970229};

// z.
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) makeUp(
    float amplitude, const float* x, const float* g, float* result, unsigned length, unsigned long long pitch)
{
    mapRows({length, pitch}, {x, g}, result, [&](const float (&in)[2], unsigned) { return amplitude * in[0] * in[1]; });
}

// z' = x G (g' + c' g).
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) makeUpJvp(
    float amplitude, float change, const float* x, const float* g, const float* gTangent, float* result, unsigned length, unsigned long long pitch)
{
    mapRows({length, pitch}, {x, g, gTangent}, result, [&](const float (&in)[3], unsigned) {
        return amplitude * in[0] * fusedMultiplyAdd(change, in[1], in[2]);
    });
}

// gbar = x G zbar, gammabar = k sum gbar g.
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) makeUpVjp(
    float amplitude, const float* x, const float* g, const float* cotangent, float* result, double* blockSums, unsigned length, unsigned long long pitch)
{
    mapAndSumRows({length, pitch}, {x, g, cotangent}, result, blockSums, SumScale, [&](const float (&in)[3], unsigned, float (&sums)[1]) {
        const float gCotangent = amplitude * in[0] * in[2];
        sums[0] = fusedMultiplyAdd(gCotangent, in[1], sums[0]);
        return gCotangent;
    });
}

// gbar' = x G (zbar' + c' zbar), gammabar' = k sum (gbar' g + gbar g').
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) makeUpJvpOfVjp(
    float amplitude, float change, const float* x, const float* g, const float* cotangent, const float* gTangent, const float* cotangentTangent,
    float* result, double* blockSums, unsigned length, unsigned long long pitch)
{
    mapAndSumRows(
        {length, pitch}, {x, g, cotangent, gTangent, cotangentTangent}, result, blockSums, SumScale,
        [&](const float (&in)[5], unsigned, float (&sums)[1]) {
            const float amplified = amplitude * in[0];
            const float gCotangentTangent = amplified * fusedMultiplyAdd(change, in[2], in[4]);
            sums[0] += fusedMultiplyAdd(gCotangentTangent, in[1], amplified * in[2] * in[3]);
            return gCotangentTangent;
        });
}

// z_ij = x G (g_ij + c_i g_j + c_j g_i + c_i c_j g).
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) makeUpJvpOfJvp(
    float amplitude, float changeFirst, float changeSecond, const float* x, const float* g, const float* gFirst, const float* gSecond, const float* gOfBoth,
    float* result, unsigned length, unsigned long long pitch)
{
    mapRows({length, pitch}, {x, g, gFirst, gSecond, gOfBoth}, result, [&](const float (&in)[5], unsigned) {
        const float ofSecond = fusedMultiplyAdd(changeSecond, in[1], in[3]);
        return amplitude * in[0] * fusedMultiplyAdd(changeFirst, ofSecond, fusedMultiplyAdd(changeSecond, in[2], in[4]));
    });
}

extern "C" __global__ void __launch_bounds__(ReduceThreads) makeUpSums(const double* blockSums, double* sums, unsigned blocks)
{
    reduceColumn(blockSums, sums, blocks, 1);
}
