// The arithmetic of shooting in the fused path: the state is the reduction u = 1 - g with the last decision, in one double. A reduction
// is never negative; its sign in memory says whether the sample before was in attack. So does the sign of a step's slope, itself
// never negative, of the step's last sample.
#pragma once
#include "Gain.cuh"
#include "Shooting.cuh"

// y -> slope y + value, in double: the reduction is known to more than a float's digits.
struct alignas(16) ReductionStep {
    double slope, value;

    __device__ static ReductionStep identity() { return {1.0, 0.0}; }
};

// The decision is the second step's, which so is never identity().
__device__ static inline ReductionStep then(ReductionStep first, ReductionStep second)
{
    const double slope = magnitude(second.slope);
    return {withSign(slope * magnitude(first.slope), hasSign(second.slope)), fusedMultiplyAdd(slope, first.value, second.value)};
}

__device__ static inline ReductionStep shuffleUp(ReductionStep step, unsigned distance)
{
    return {shuffleUp(step.slope, distance), shuffleUp(step.value, distance)};
}

__device__ static inline ReductionStep shuffle(ReductionStep step, unsigned lane)
{
    return {shuffle(step.slope, lane), shuffle(step.value, lane)};
}

__device__ static inline double apply(ReductionStep step, double word)
{
    const double reduction = fusedMultiplyAdd(magnitude(step.slope), magnitude(word), step.value);
    return withSign(reduction > 0.0 ? reduction : 0.0, hasSign(step.slope));
}

// Thread: the product of (1 - a) over a segment.
__device__ static inline double slopeOf(const Compressor& compressor, unsigned attacks)
{
    return power(1.0 - compressor.attack, attacks, 1.0) * power(1.0 - compressor.release, SegmentLength - attacks, 1.0);
}

// What the ballistics start a segment from.
struct Start {
    double reduction;
    bool attack;

    __device__ static Start from(double word) { return {magnitude(word), hasSign(word)}; }
    __device__ double word() const { return withSign(reduction, attack); }
};
