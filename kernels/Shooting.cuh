// Ballistics forward, exactly and in parallel, by multiple shooting. Each thread runs the recursion over its segment from a guess of
// the gain before it, which decides between attack and release sample by sample. With the decisions fixed the segment is the
// affine step
//     y -> S y + b,  S = (1 - a_at)^(attacks) (1 - a_rt)^(releases),  b = what the same decisions make of y = 0,
// and a scan over the segments gives all gains for these decisions at once. Repeated until no guess moves: the recursion is a
// composition of increasing piecewise linear maps, all concave (a_at >= a_rt) or all convex, so this is Newton's method on it and
// ends after finitely many sweeps (model: policy iteration). S and b depend on the decisions alone, so the result does not
// depend on the guesses that it was reached from.
#pragma once
#include "Gain.cuh"
#include "Segments.cuh"

// y -> slope y + value, in double: the gain is known to more than a float's digits.
struct GainStep {
    double slope, value;
};

__device__ static inline GainStep then(GainStep first, GainStep second)
{
    return {second.slope * first.slope, fusedMultiplyAdd(second.slope, first.value, second.value)};
}

__device__ static inline GainStep shuffleUp(GainStep step, unsigned distance)
{
    return {shuffleUp(step.slope, distance), shuffleUp(step.value, distance)};
}

// Thread: x^count, count <= 64.
__device__ static inline double power(double x, unsigned count)
{
    double result = 1.0;
#pragma unroll
    for (unsigned bit = 1; bit <= SegmentLength; bit *= 2) {
        if (count & bit) {
            result *= x;
        }

        x *= x;
    }

    return result;
}

// What a sweep leaves for the next kernel: each segment's step from the start of its span, and each span's whole step.
struct SweepState {
    double* guesses;     // gain before each segment
    GainStep* segments;  // steps of the segments before it in its span
    GainStep* spans;     // step of each span
};

// Thread: the gain before its segment as the last sweep corrects it. Block: the spans before its own are folded in order.
__device__ static inline double correctedGain(const SweepState& state, const SpanPlace& place)
{
    __shared__ double beforeSpan;
    if (threadNumber() < LanesPerWarp) {
        // The gain starts from 1, no reduction.
        double y = 1.0;
        const GainStep* spans = state.spans + static_cast<unsigned long long>(place.chunk) * place.spans;
        for (unsigned first = 0; first < place.span; first += LanesPerWarp) {
            const unsigned span = first + threadNumber();
            const GainStep step = scanWarp(span < place.span ? spans[span] : GainStep{1.0, 0.0}, threadNumber());
            y = fusedMultiplyAdd(shuffle(step.slope, LanesPerWarp - 1), y, shuffle(step.value, LanesPerWarp - 1));
        }

        if (threadNumber() == 0) {
            beforeSpan = y;
        }
    }

    synchronizeBlock();
    const GainStep before = state.segments[place.number()];
    return fusedMultiplyAdd(before.slope, beforeSpan, before.value);
}

// Block: notes the segments' steps for the next sweep.
__device__ static inline void publishSteps(SweepState& state, const SpanPlace& place, GainStep step)
{
    __shared__ GainStep warpSteps[WarpsPerSpan];
    const unsigned lane = threadNumber() % LanesPerWarp;
    const unsigned warp = threadNumber() / LanesPerWarp;
    const GainStep inclusive = scanWarp(step, lane);
    if (lane == LanesPerWarp - 1) {
        warpSteps[warp] = inclusive;
    }

    synchronizeBlock();
    GainStep before = {1.0, 0.0};
    for (unsigned w = 0; w < warp; w++) {
        before = then(before, warpSteps[w]);
    }

    const GainStep neighbours = shuffleUp(inclusive, 1);
    state.segments[place.number()] = lane == 0 ? before : then(before, neighbours);
    if (threadNumber() == SegmentsPerSpan - 1) {
        state.spans[static_cast<unsigned long long>(place.chunk) * place.spans + place.span] = then(before, inclusive);
    }
}
