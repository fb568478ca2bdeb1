// The side chain of one sample, in log2 units: level, what it has above the threshold, and the gain that follows.
#pragma once
#include "Log2Exp2.cuh"

// log2(max(|x|, floor)); samples are finite, the floor is a positive normal number.
__device__ static inline float levelOf(float x, float floor) { return fusedLog2(larger(magnitude(x), floor)); }

// min(0, CT - L): negative where the gain computer is active, 0 elsewhere.
__device__ static inline float excessOf(float level, float threshold) { return smaller(0.0f, threshold - level); }

// f = 2^(s min(0, CT - L)), 0 <= s < 1.
__device__ static inline float gainOf(float excess, float slope) { return fusedExp2(slope * excess); }
