// One-pole recursions with a multiplier for each sample, or one for all.
#include "Scan.cuh"

EXPORT_SCAN_GEOMETRY;

// result[c][n] = multiplier[c][n] result[c][n-1] + source[c][n], from zero.
extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksPerMultiprocessor) onePoleForward(
    const float* multiplier, const float* source, float* result, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanOnePole<false>(MultiplierArray{multiplier}, source, StoreState{}, result, state, chunks, length, pitch);
}

// result[c][n] = multiplier[c][n] result[c][n+1] + source[c][n], from zero past the end.
extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksPerMultiprocessor) onePoleReversed(
    const float* multiplier, const float* source, float* result, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanOnePole<true>(MultiplierArray{multiplier}, source, StoreState{}, result, state, chunks, length, pitch);
}

// The same with multiplierHigh + multiplierLow for all samples.
extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksPerMultiprocessor) onePoleConstantForward(
    float multiplierHigh, float multiplierLow, const float* source, float* result, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanOnePole<false>(MultiplierConstant{{multiplierHigh, multiplierLow}}, source, StoreState{}, result, state, chunks, length, pitch);
}

extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksPerMultiprocessor) onePoleConstantReversed(
    float multiplierHigh, float multiplierLow, const float* source, float* result, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanOnePole<true>(MultiplierConstant{{multiplierHigh, multiplierLow}}, source, StoreState{}, result, state, chunks, length, pitch);
}
