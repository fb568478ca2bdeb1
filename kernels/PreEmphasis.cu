// The pre-emphasis P(q) = (1 - q^-1) / (1 - p q^-1) and its transpose, as one-poles: with w[n] = p w[n-1] + x[n],
//     P x[n] = w[n] - w[n-1] = x[n] - (1 - p) w[n-1];
// the second form has no difference of large neighbours. The transpose is the same run backwards.
#include "Scan.cuh"

EXPORT_SCAN_GEOMETRY;

// 1 - p.
struct StorePreEmphasis {
    float complement;
    __device__ float operator()(float source, float before, float) const { return fusedMultiplyAdd(-complement, before, source); }
};

extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksPerMultiprocessor) preEmphasis(
    float poleHigh, float poleLow, float complement, const float* source, float* result, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanOnePole<false>(MultiplierConstant{{poleHigh, poleLow}}, source, StorePreEmphasis{complement}, result, state, chunks, length, pitch);
}

extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksPerMultiprocessor) preEmphasisTransposed(
    float poleHigh, float poleLow, float complement, const float* source, float* result, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanOnePole<true>(MultiplierConstant{{poleHigh, poleLow}}, source, StorePreEmphasis{complement}, result, state, chunks, length, pitch);
}
